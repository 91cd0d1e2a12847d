// Draws the graph of citations. `data`: {width, height, node: [width, height], shapes}; ui/graph.py says what a shape is.
// Everything that comes from documents is set as text or as an attribute: nothing of it is read as markup.
const SVG = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector(".dc-graph");
  const drawn = JSON.stringify(data);
  if (frame.dataset.drawn === drawn) return; // a rerun of the page: what the reader scrolled to stays
  frame.dataset.drawn = drawn;
  const sheet = element("div", { style: `width:${data.width}px;height:${data.height}px` });
  const picture = svg("svg", { width: data.width, height: data.height, "aria-hidden": "true" });
  const marker = svg("marker", { id: "dc-arrow", viewBox: "0 0 8 8", refX: 7.5, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  marker.append(svg("path", { d: "M0 0.5 L8 4 L0 7.5 z", class: "dc-head-arrow" }));
  picture.append(marker);
  sheet.append(picture);
  for (const shape of data.shapes) {
    if (shape.kind === "edge") picture.append(edge(shape));
    if (shape.kind === "label") picture.append(svg("text", { x: shape.x, y: shape.y, "text-anchor": shape.end ? "end" : "start" }, shape.text));
    if (shape.kind === "head") sheet.append(element("div", { class: "dc-colhead", style: `left:${shape.x}px;width:${data.node[0]}px` }, shape.text));
    if (shape.kind === "node") sheet.append(node(shape, data.node));
  }
  frame.replaceChildren(sheet);
  if (frame.clientWidth < 640) sheet.style.zoom = Math.min(1, Math.max(0.7, frame.clientWidth / data.width)); // a telephone
  const focus = sheet.querySelector(".dc-focus"); // in a picture wider than its frame the middle is shown first
  if (!focus) return;
  const [seen, whole] = [focus.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += (seen.left + seen.right - whole.left - whole.right) / 2;
}

function edge(shape) {
  const path = svg("path", { class: shape.css, d: shape.d, "marker-end": "url(#dc-arrow)" });
  path.append(svg("title", {}, shape.tip));
  return path;
}

function node(shape, [width, height]) {
  const style = `left:${shape.x}px;top:${shape.y}px;width:${width}px;height:${height}px`;
  const box = shape.href
    ? element("a", { class: "dc-nav " + shape.css, href: shape.href, title: shape.tip, style })
    : element("div", { class: shape.css, title: shape.tip, style });
  box.append(element("b", {}, shape.text), element("span", {}, shape.under));
  return box;
}

function element(name, attributes, text) {
  return filled(document.createElement(name), attributes, text);
}

function svg(name, attributes, text) {
  return filled(document.createElementNS(SVG, name), attributes, text);
}

function filled(made, attributes, text) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}
