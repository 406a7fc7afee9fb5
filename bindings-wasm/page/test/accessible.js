// What a view must be for everybody, as far as a machine can tell: WCAG 2.2 AA by axe.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";

/** WCAG 2.2 AA; a violation is told with the first places it was found at. */
export async function accessible(page, where) {
  // From the top: what has scrolled half under the bar is no small target.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join(" | ")}`);
  assert.deepEqual(told, [], where);
}
