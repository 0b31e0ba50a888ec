// What stands within one paragraph of pasted HTML, as Markdown. A run is a piece of text that
// looks the same from end to end: { text, bold, italic, strike, code, url }.
"use strict";

const pastedInline = (() => {
  const WORD = /[\p{L}\p{N}]/u;
  const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  const MARKS = [["strike", "~~"], ["bold", "**"], ["italic", "_"]];
  const SCHEMES = /^(?:https?|mailto|tel):/i;
  const SPIES = /^(?:utm_\w+|(?:fb|g|d|y|tw|tt|ms)clid|gclsrc|[gw]braid|mc_[ce]id|igshid|igsh|_hs\w+|mkt_tok|vero_id|oly_\w+|ref_src|si|_ga|_gl)$/i;
  // Services that put themselves between a link and where it leads, and what they call that.
  const BETWEEN = [
    [/(?:^|\.)safelinks\.protection\.outlook\.com$/, "url"],
    [/^(?:www\.)?google\.[a-z.]+$/, "q"],
    [/(?:^|\.)facebook\.com$/, "u"],
  ];

  // --- links ---------------------------------------------------------------------------------

  function unwrapped(url) {
    const [, name] = BETWEEN.find(([host]) => host.test(url.hostname)) || [];
    const target = name && /^\/(?:url|l\.php)?$/.test(url.pathname) && url.searchParams.get(name);
    return target && /^https?:/i.test(target) && URL.canParse(target) ? new URL(target) : url;
  }

  // Where a link leads, without what only tells who came from where; nothing if it leads nowhere.
  function cleanUrl(href, left) {
    if (!SCHEMES.test(href) || !URL.canParse(href)) return "";
    const given = new URL(href);
    if (!/^https?:$/.test(given.protocol)) return href;
    const url = unwrapped(given);
    const spies = [...url.searchParams.keys()].filter((key) => SPIES.test(key));
    if (url !== given || spies.length) left.tracking += 1;
    if (url === given && !spies.length) return href;
    // Parameter by parameter, so that those that stay are written as they were.
    const kept = url.search.slice(1).split("&").filter((each) => {
      return each && !SPIES.test(decodeURIComponent(each.split("=")[0].replace(/%(?![\da-f]{2})/gi, "%25")));
    });
    url.search = kept.join("&");
    return url.href;
  }

  // --- text ----------------------------------------------------------------------------------

  function escaped(text) {
    return text
      .replace(/\\(?=[!-/:-@[-`{-~\s]|$)/g, "\\\\")
      .replace(/`/g, "\\`")
      .replace(/[*_]+/g, (signs, at) => {
        const isWithin = WORD.test(text[at - 1] || "") && WORD.test(text[at + signs.length] || "");
        return isWithin ? signs : signs.replace(/./g, "\\$&");
      })
      .replace(/~/g, "\\~")
      .replace(/[[\]]/g, "\\$&")
      // Notes and gaps, [1] and […], need no help.
      .replace(/\\\[([\w…. ]*)\\\](?![([:\\])/g, (whole, inner, at, all) => {
        return /[\]\\]$/.test(all.slice(0, at)) || at + whole.length === all.length ? whole : `[${inner}]`;
      })
      .replace(/<(?=[a-z/!?])/gi, "\\<")
      .replace(/&(?=#?\w+;)/g, "\\&");
  }

  // What would begin a list, a heading, a quote or a line if it stood first.
  function safeStart(line) {
    return line
      .replace(/^(#{1,6}|[-+])(?=\s|$)/, "\\$1")
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
      .replace(/^(?=>|=+\s*$|-+\s*$|(?:-\s*){3,}$)/, "\\");
  }

  const toRaised = (text) => /^\d+$/.test(text) ? text.replace(/\d/g, (digit) => RAISED[digit]) : text;

  // --- runs ----------------------------------------------------------------------------------

  function grouped(runs, key) {
    const groups = [];
    for (const run of runs) {
      const last = groups.at(-1);
      if (last && last.value === run[key]) last.runs.push(run);
      else groups.push({ value: run[key], runs: [run] });
    }
    return groups;
  }

  const textOf = (runs) => runs.map((run) => run.text).join("");

  // Blanks at the edges stand outside of the marks, or those would be shown as they are.
  function wrapped(inner, { mark, before, after, left }) {
    const [, start, middle, end] = /^(\s*)([^]*?)(\s*)$/.exec(inner);
    if (!middle) return inner;
    const isWithinWord = (!start && WORD.test(before)) || (!end && WORD.test(after));
    if (isWithinWord) {
      left.withinWords += 1;
      return inner;
    }
    return `${start}${mark}${middle}${mark}${end}`;
  }

  function marked(runs, around, marks = MARKS) {
    if (!marks.length) return runs.map(written).join("");
    const [[name, mark], ...rest] = marks;
    const groups = grouped(runs, name);
    return groups.reduce((text, group, index) => {
      const next = groups[index + 1];
      const place = {
        ...around,
        before: text ? text.slice(-1) : around.before,
        after: next ? textOf(next.runs).slice(0, 1) : around.after,
      };
      const inner = marked(group.runs, place, rest);
      return text + (group.value ? wrapped(inner, { ...place, mark }) : inner);
    }, "");
  }

  function written(run) {
    if (!run.code) return escaped(run.text);
    const fence = "`".repeat(1 + Math.max(0, ...(run.text.match(/`+/g) || []).map((each) => each.length)));
    const gap = /^`|`$/.test(run.text) ? " " : "";
    return `${fence}${gap}${run.text}${gap}${fence}`;
  }

  function linked(runs, url, around) {
    const label = textOf(runs).trim();
    if (!label) return textOf(runs);
    const target = url.replace(/[()<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    const isItself = [url, url.replace(/\/$/, ""), url.replace(/^(?:mailto|tel):/i, "")].includes(label);
    if (isItself && !/[<>\s]/.test(url)) return url.includes(":") && /^https?:/.test(url) ? `<${url}>` : `[${escaped(label)}](${target})`;
    const inner = marked(runs, { ...around, before: "[", after: "]" }).replace(/\s*\n/g, " ");
    const [, start, middle, end] = /^(\s*)([^]*?)(\s*)$/.exec(inner);
    return `${start}[${middle}](${target})${end}`;
  }

  // The text of one paragraph; lines of it are kept by a backslash at their end.
  function markdownOf(runs, left) {
    const groups = grouped(runs, "url");
    return groups.reduce((text, group, index) => {
      const next = groups[index + 1];
      const after = next ? (next.value ? "[" : textOf(next.runs).slice(0, 1)) : "";
      const around = { left, before: text.slice(-1), after };
      if (!group.value) return text + marked(group.runs, around);
      // An exclamation mark right before a link would make a picture of it.
      return text.replace(/!$/, "\\!") + linked(group.runs, group.value, around);
    }, "");
  }

  return { cleanUrl, markdownOf, safeStart, toRaised };
})();
