// Pasted HTML as Markdown: headings, lists, quotes, tables and paragraphs, nothing else.
// What has no place in an article is counted in `left`, to be told.
"use strict";

const pastedBlocks = (() => {
  const { cleanUrl, markdownOf, safeStart, toRaised } = pastedInline;
  const BLOCKS = new Set(
    ("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul tr td th tbody thead").split(" "),
  );
  const UNSEEN = new Set("head meta link style script title xml template noscript datalist colgroup".split(" "));
  const PLAYED = new Set("iframe object embed video audio canvas svg math map".split(" "));
  const TYPED = new Set("input select textarea button".split(" "));
  const NO_LOOK = { bold: false, italic: false, strike: false, code: false, url: "" };

  const nameOf = (node) => node.localName || "";
  const styleOf = (node) => node.getAttribute?.("style") || "";
  const isBlock = (node) => BLOCKS.has(nameOf(node));
  const isRemark = (node) =>
    /mso-element:\s*comment|mso-special-character:\s*comment/i.test(styleOf(node)) || /^MsoComment/.test(node.className || "");
  const isHidden = (node) => node.hidden || /display:\s*none|mso-hide:\s*all/i.test(styleOf(node));
  // The sign before an item of Word's lists: that it is one says its paragraph.
  const isMarker = (node) => /mso-list:\s*ignore/i.test(styleOf(node));

  function isLeftOut(node, left) {
    const name = nameOf(node);
    if (isHidden(node) || isMarker(node) || UNSEEN.has(name)) return true;
    if (isRemark(node)) {
      if (/comment-list|^$/.test(styleOf(node)) || !node.closest("[style*='comment-list']")) left.remarks += node.textContent.trim() ? 1 : 0;
      return true;
    }
    if (name === "img") left.pictures += node.width === 1 || node.height === 1 ? 0 : 1;
    if (PLAYED.has(name)) left.embedded += 1;
    if (TYPED.has(name)) left.fields += 1;
    return name === "img" || PLAYED.has(name) || TYPED.has(name);
  }

  // --- how a piece of text looks -----------------------------------------------------------------

  function lookOf(node, look, left) {
    const name = nameOf(node);
    const style = styleOf(node);
    const weight = /(?:^|;)\s*font-weight:\s*(\w+)/i.exec(style)?.[1];
    const slant = /(?:^|;)\s*font-style:\s*(\w+)/i.exec(style)?.[1];
    const is = { ...look };
    if (/^(?:b|strong)$/.test(name)) is.bold = true;
    if (/^(?:i|em|cite|dfn)$/.test(name)) is.italic = true;
    if (/^(?:s|strike|del)$/.test(name) || /text-decoration[\w-]*:[^;]*line-through/i.test(style)) is.strike = true;
    if (/^(?:code|kbd|samp|tt)$/.test(name)) is.code = true;
    if (weight) is.bold = /^bold/i.test(weight) || Number(weight) >= 600;
    if (slant) is.italic = /^(?:italic|oblique)/i.test(slant);
    if (name === "a" && node.hasAttribute("href")) is.url = cleanUrl(node.getAttribute("href"), left);
    return is;
  }

  function runsOf(node, look, left) {
    if (node.nodeType === Node.TEXT_NODE) return [{ ...look, text: node.data.replace(/[\s\u00a0]+/g, " ") }];
    if (node.nodeType !== Node.ELEMENT_NODE || isLeftOut(node, left)) return [];
    if (nameOf(node) === "br") return [{ ...look, text: "\n" }];
    const mine = lookOf(node, look, left);
    const runs = [...node.childNodes].flatMap((each) => runsOf(each, mine, left));
    if (/^su[pb]$/.test(nameOf(node)) && runs.length === 1) {
      runs[0].text = nameOf(node) === "sup" ? toRaised(runs[0].text) : runs[0].text;
    }
    return runs;
  }

  // Blanks as a browser shows them: one at most, and none at the edges of a line.
  function tidied(runs) {
    const kept = runs.map((run) => ({ ...run }));
    let isOpen = false;
    for (const run of kept) {
      if (run.text === "\n") isOpen = false;
      else {
        if (!isOpen) run.text = run.text.replace(/^ /, "");
        if (run.text) isOpen = !run.text.endsWith(" ");
      }
    }
    return merged(kept.filter((run) => run.text));
  }

  const looks = ({ bold, italic, strike, code, url }) => JSON.stringify([bold, italic, strike, code, url]);

  function merged(runs) {
    const found = [];
    for (const run of runs) {
      const last = found.at(-1);
      const isSame = last && run.text !== "\n" && last.text !== "\n" && looks(last) === looks(run);
      if (isSame) last.text += run.text;
      else found.push({ ...run });
    }
    return found;
  }

  function paragraphs(runs, left) {
    const parts = [[]];
    tidied(runs).forEach((run, index, all) => {
      // Two ends of a line in a row part paragraphs, as mail programs write them.
      if (run.text === "\n" && all[index + 1]?.text === "\n") parts.push([]);
      else if (run.text !== "\n" || parts.at(-1).length) parts.at(-1).push(run);
    });
    return parts.map((part) => lines(part, left)).filter(Boolean);
  }

  function lines(runs, left) {
    const rows = [[]];
    for (const run of runs) run.text === "\n" ? rows.push([]) : rows.at(-1).push(run);
    return rows.map((row) => safeStart(markdownOf(tidied(row), left).trim())).filter(Boolean).join("\\\n");
  }

  // --- blocks --------------------------------------------------------------------------------------

  function blocksOf(node, look, left) {
    const found = [];
    let runs = [];
    const flush = () => {
      found.push(...paragraphs(runs, left).map((text) => ({ kind: "p", text })));
      runs = [];
    };
    for (const child of node.childNodes) {
      const holdsBlocks = child.nodeType === Node.ELEMENT_NODE && (isBlock(child) || [...child.querySelectorAll("*")].some(isBlock));
      if (!holdsBlocks) runs.push(...runsOf(child, look, left));
      else if (!isLeftOut(child, left)) {
        flush();
        found.push(...blockOf(child, lookOf(child, look, left), left));
      }
    }
    flush();
    return found;
  }

  function blockOf(node, look, left) {
    const name = nameOf(node);
    const level = /^h([1-6])$/.exec(name)?.[1] || (/^MsoTitle$/.test(node.className) ? "1" : "");
    if (level) return headingOf(node, Number(level), left);
    if (name === "hr") return [{ kind: "hr", text: "---" }];
    if (name === "pre") return [{ kind: "pre", text: fenced(node.textContent) }];
    if (name === "ul" || name === "ol") return [{ kind: name, items: itemsOf(node, look, left), start: Number(node.getAttribute("start") || 1) }];
    if (name === "table") return tableOf(node, look, left);
    const inner = blocksOf(node, look, left);
    return name === "blockquote" && inner.length ? [{ kind: "quote", inner }] : inner;
  }

  function headingOf(node, level, left) {
    const runs = runsOf(node, { ...NO_LOOK }, left).map((run) => ({ ...run, bold: false, text: run.text.replace("\n", " ") }));
    const text = markdownOf(tidied(runs), left).trim();
    return text ? [{ kind: "h", level, text: text.replace(/(#+)$/, "\\$1") }] : [];
  }

  function fenced(text) {
    const fence = text.includes("```") ? "~~~~" : "```";
    return `${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
  }

  // A list within a list stands beside the item that it belongs to, in some programs.
  function itemsOf(list, look, left) {
    const items = [];
    for (const child of list.childNodes) {
      const inner = /^[uo]l$/.test(nameOf(child)) ? blockOf(child, look, left) : blocksOf(wrap(child), look, left);
      if (!inner.length) continue;
      if (/^[uo]l$/.test(nameOf(child)) && items.length) items.at(-1).push(...inner);
      else items.push(inner);
    }
    return items;
  }

  function wrap(node) {
    if (nameOf(node) === "li") return node;
    const box = document.implementation.createHTMLDocument("").createElement("div");
    box.append(node.cloneNode(true));
    return box;
  }

  // --- tables ----------------------------------------------------------------------------------------

  function tableOf(table, look, left) {
    const rows = [...table.rows].map((row) => [...row.cells]);
    const width = Math.max(0, ...rows.map((row) => row.length));
    const isLayout = table.getAttribute("role") === "presentation" || table.querySelector("table, ul, ol, h1, h2, h3") || width < 2 || rows.length < 2;
    if (isLayout) return rows.flat().flatMap((cell) => blocksOf(cell, look, left));
    const lined = rows.map((row) => {
      const cells = row.map((cell) => cellText(cell, look, left));
      return `| ${[...cells, ...Array(width - cells.length).fill("")].join(" | ")} |`;
    });
    const rule = `|${" --- |".repeat(width)}`;
    const caption = table.caption ? blocksOf(table.caption, look, left) : [];
    return [...caption, { kind: "table", text: [lined[0], rule, ...lined.slice(1)].join("\n") }];
  }

  function cellText(cell, look, left) {
    const inner = blocksOf(cell, nameOf(cell) === "th" ? NO_LOOK : look, left);
    return inner.map((each) => each.text || "").join(" ").replace(/\\?\n/g, " ").replace(/\|/g, "\\|");
  }

  return { blocksOf: (node, left) => blocksOf(node, NO_LOOK, left) };
})();
