// The view of many cases: a table goes in, every row's deadline and standing come out.

import { html } from "lit-html";
import type { Host, Shown } from "../views.js";
import { manyWords } from "./words.js";

export function open(_host: Host): Shown {
  return {
    draw(c) {
      const t = manyWords[c.lang];
      return html`<div class="many"><h1 tabindex="-1">${t.title}</h1><p class="lead">${t.lead}</p></div>`;
    },
  };
}
