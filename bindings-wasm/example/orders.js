// The company's own code: it knows its orders and hands them to the element; what is due is not its business.

import "aftersales/element";

const PROCEDURE = "ZJHP-3-WI-QD-004";
const ORDERS = [
  {
    number: "2026-0917", customer: "某经销商 · a dealer", opened: "2026-09-28T09:30",
    facts: { kind: "complaint", "center-kind": "domestic" },
    events: [{ event: "submit", at: "2026-09-28T14:00", by: "center", facts: { "goods-returned": true }, forms: ["slip", "schedule-sheet"] }],
  },
  { number: "2026-0921", customer: "某用户 · a customer", opened: "2026-09-29T08:20", facts: { kind: "complaint", "center-kind": "domestic" }, events: [] },
];
const URGENT = { approval: "urgent-track", at: "2026-09-29T09:10", by: "leadership" };

const element = document.querySelector("case-deadlines");
const form = document.getElementById("order");
const list = document.getElementById("orders");
let shown = ORDERS[0];

function show() {
  element.procedure = PROCEDURE;
  element.ref = shown.number;
  element.opened = form.elements.opened.value;
  element.facts = shown.facts;
  element.events = form.elements.urgent.checked ? [...shown.events, URGENT] : shown.events;
  element.lang = document.getElementById("lang").value;
}

function choose(order) {
  shown = order;
  form.elements.opened.value = order.opened;
  form.elements.urgent.checked = false;
  for (const button of list.querySelectorAll("button")) button.setAttribute("aria-current", String(button.value === order.number));
  show();
}

element.addEventListener("deadlines", ({ detail }) => {
  const open = detail.obligations.filter((one) => !one.done && one.deadline);
  document.getElementById("summary").textContent = `${shown.number}: ${open.length} 项计时 · ${open.length} running`;
});
form.addEventListener("input", show);
document.getElementById("lang").addEventListener("input", show);
for (const order of ORDERS) {
  const button = Object.assign(document.createElement("button"), { type: "button", value: order.number, textContent: `${order.number} ${order.customer}` });
  button.addEventListener("click", () => choose(order));
  list.appendChild(document.createElement("li")).append(button);
}
choose(shown);
