// What programs put on the clipboard, as one Markdown text.
"use strict";

const pastedMarkdown = (() => {
  const KINDS = ["pictures", "remarks", "embedded", "fields", "tracking", "withinWords"];

  // --- Word writes lists as paragraphs with a sign before them -----------------------------------

  const levelOf = (node) => Number(/mso-list:[^;]*level(\d)/i.exec(node.getAttribute?.("style") || "")?.[1] || 0);

  function markerOf(paragraph) {
    const marker = paragraph.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: ignore' i]");
    return (marker?.textContent || "").replace(/[\s\u00a0]/g, "");
  }

  function itemFrom(paragraph) {
    const item = paragraph.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    return item;
  }

  function makeLists(page) {
    let open = []; // The lists that are open: { level, list }.
    let last = null; // The paragraph, or the list, that came last.
    for (const paragraph of [...page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
      const level = /^p$/.test(paragraph.localName) ? levelOf(paragraph) : 0;
      if (!level) continue;
      if (!last || paragraph.previousElementSibling !== last) open = [];
      while (open.length && open.at(-1).level > level) open.pop();
      const marker = markerOf(paragraph);
      const kind = /^[(]?(?:\d+|[a-z]{1,4})[.)]/i.test(marker) ? "ol" : "ul";
      if (!open.length || open.at(-1).level < level) open.push(beginList(paragraph, kind, marker, open.at(-1), level));
      const { list } = open.at(-1);
      const top = open[0].list;
      list.append(itemFrom(paragraph));
      if (paragraph.isConnected) paragraph.remove();
      last = top;
    }
  }

  function beginList(paragraph, kind, marker, parent, level) {
    const list = paragraph.ownerDocument.createElement(kind);
    const number = /\d+/.exec(marker);
    if (kind === "ol" && number) list.setAttribute("start", number[0]);
    if (parent) (parent.list.lastElementChild || parent.list).append(list);
    else paragraph.before(list);
    return { level, list };
  }

  // --- putting it together -------------------------------------------------------------------------

  const indented = (text, by) => text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(by)}`);

  function listText(block, isSecond) {
    const items = block.items.map((inner, index) => {
      const sign = block.kind === "ul" ? (isSecond ? "*" : "-") : `${block.start + index}${isSecond ? ")" : "."}`;
      return `${sign} ${indented(joined(inner, isTight(inner)), sign.length + 1)}`;
    });
    return items.join(block.items.every(isTight) ? "\n" : "\n\n");
  }

  const isList = (block) => block.kind === "ul" || block.kind === "ol";
  const isTight = (inner) => inner.length < 2 || (inner.length === 2 && inner[0].kind === "p" && isList(inner[1]));

  function textOf(block, isSecond) {
    if (isList(block)) return listText(block, isSecond);
    if (block.kind === "quote") return joined(block.inner).replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">");
    if (block.kind === "h") return `${"#".repeat(Math.min(block.level, 6))} ${block.text}`;
    return block.text;
  }

  function joined(blocks, isTightly = false) {
    let isSecond = false;
    const texts = blocks.map((block, index) => {
      isSecond = isList(block) && blocks[index - 1]?.kind === block.kind ? !isSecond : false;
      return textOf(block, isSecond);
    });
    return texts.filter(Boolean).join(isTightly ? "\n" : "\n\n");
  }

  // Two quotes that stand one after the other would else be one, and so would two tables.
  function withHeadingsBelow(blocks) {
    const levels = blocks.filter((block) => block.kind === "h").map((block) => block.level);
    const step = 2 - Math.min(...levels);
    return blocks.map((block) => block.kind === "h" ? { ...block, level: block.level + step } : block);
  }

  const hasStructure = (page) =>
    page.querySelector("h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,a[href],b,strong,i,em,p,br,div,img,hr,s,del,iframe") ||
    page.querySelector("[style*='font-weight'],[style*='font-style'],[style*='line-through']");

  // Returns the Markdown and what was left out, or nothing where plain text says as much.
  function convert(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!hasStructure(page)) return null;
    const left = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
    makeLists(page);
    const blocks = withHeadingsBelow(pastedBlocks.blocksOf(page.body, left));
    return { text: joined(blocks), left };
  }

  return { convert, KINDS };
})();
