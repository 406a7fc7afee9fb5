// Where the boxes and arrows of a state diagram go. The layout library is loaded only when a diagram is drawn.

import * as dagre from "@dagrejs/dagre";

export interface Box { id: string; label: string[]; width: number; height: number }
export interface Arrow { from: string; to: string; key: string }
export interface Placed {
  boxes: { id: string; x: number; y: number }[];
  arrows: { key: string; from: string; to: string; points: { x: number; y: number }[] }[];
}

export function place(boxes: readonly Box[], arrows: readonly Arrow[], direction: "LR" | "TB"): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 22, ranksep: 46, edgesep: 14 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, { width: box.width, height: box.height });
  for (const arrow of arrows) graph.setEdge(arrow.from, arrow.to, {}, arrow.key);
  dagre.layout(graph);
  return {
    boxes: boxes.map((box) => { const at = graph.node(box.id) as { x: number; y: number }; return { id: box.id, x: at.x, y: at.y }; }),
    arrows: graph.edges().map((edge) => ({
      key: edge.name ?? "", from: edge.v, to: edge.w,
      points: (graph.edge(edge) as { points: { x: number; y: number }[] }).points,
    })),
  };
}
