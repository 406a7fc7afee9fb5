// The views of the page and which of them is shown. The address's fragment says it (`#many`), so that the browser's back
// works and a view can be linked to. A further view is one line here, its name in `i18n.ts`, and a module loaded when it is
// first shown.

import type { Words } from "./i18n.js";
import type { CaseFile, Engine } from "./model.js";
import type { Ctx, IconName, View } from "./view/parts.js";

/** What the page offers a view besides what it draws with. */
export interface Host {
  engine: Engine;
  /** Draws the page anew: something the view keeps for itself has changed. */
  redraw(): void;
  /** Shows a case in the first view. */
  openCase(file: CaseFile): void;
  /** Begins a case under a procedure, in the first view. */
  choose(procedure: string): void;
}

/** A view once it is loaded; what it knows it keeps for as long as the page is open. */
export interface Shown {
  draw(c: Ctx): View;
}

interface Named {
  id: string;
  label: keyof Words;
  icon: IconName;
  /** None: the first view, a case, which `main.ts` draws itself. */
  load?: () => Promise<{ open(host: Host): Shown }>;
}

export const VIEWS = [
  { id: "one", label: "viewOne", icon: "clock" },
  { id: "many", label: "viewMany", icon: "rows", load: () => import("./many/view.js") },
  { id: "calendar", label: "viewCalendar", icon: "calendar", load: () => import("./calendar/view.js") },
  { id: "rules", label: "viewRules", icon: "pen", load: () => import("./rules/view.js") },
] as const satisfies readonly Named[];

export type ViewId = (typeof VIEWS)[number]["id"];

/** The view a fragment names; null for any other fragment, such as a jump within the page. */
export function viewOf(fragment: string): ViewId | null {
  const id = fragment.replace(/^#/, "") || "one";
  return VIEWS.find((view) => view.id === id)?.id ?? null;
}

/** Loads views when they are first shown and keeps them. `changed` is called when one has come, or could not. */
export function loader(host: Host, changed: () => void): (id: ViewId) => Shown | "loading" | "failed" | null {
  const known = new Map<ViewId, Shown | "loading" | "failed">();
  return (id) => {
    const view: Named | undefined = VIEWS.find((one) => one.id === id);
    if (!view?.load) return null;
    const found = known.get(id);
    if (found) return found;
    known.set(id, "loading");
    view.load().then((module) => known.set(id, module.open(host)), (problem: unknown) => {
      console.warn(problem);
      known.set(id, "failed");
    }).finally(changed);
    return "loading";
  };
}
