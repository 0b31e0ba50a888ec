"""Signs that other programs read, and that readers would see here as they are typed."""

from ethreader.transfer.findings import Weight
from ethreader.transfer.mark_shapes import anywhere, in_texts

SIGNS = (
    in_texts(
        r"^={2,6} (?=\S)|(?<![:/\w])//\w[^/\n]*//(?!\w)|\b(?:image|link|xref|video|include)::?\S+\["
        r"|'''|^(?:h[1-6]|bq)\. |^(?:h[1-6]|bq|p)\([^)\n]*\)\. |!\S+\.(?:png|jpe?g|gif|svg|webp)!"
        r"|\{(?:panel|color|code|quote|noformat|expand)\b[^{}\n]*\}|^\{/?[a-z]{3,}\}$"
        r"|\[image:[^\]\n]+\]|(?<!\S)::\w[^:\n]*::(?!\S)|^/\S+\.(?:md|txt|png|jpe?g|gif|svg|pdf)\b",
        "signs of a wiki are not read, readers would see them; write Markdown: “## ” before a "
        "heading, **…** to stress words",
    ),
    in_texts(
        r"\{ ?(?:HYPERLINK|PAGEREF|INCLUDEPICTURE)\b|Error! (?:Reference source|Bookmark)"
        r"|\bMERGEFORMAT\b"
        r"|^(?:import|export) [\w{ },*]+ (?:from [\"']|= ).*",
        "what a word processor or a program fills in stays as it is here; delete it",
    ),
    in_texts(
        r"^[•▪◦‣●○\uf0b7](?=\s?\w)",
        "this makes no list, readers would see all in one line; begin each item with “- ”",
        weight=Weight.WARNS,
    ),
    in_texts(
        "[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]",
        "a sign that is not seen parts the lines here, and no reader's page; begin a new line",
        weight=Weight.WARNS,
    ),
    in_texts(
        "[\x01-\x08\x0e-\x1b\x1f\x7f]",
        "a sign stands here that is not seen; delete it",
    ),
    in_texts("[\u202d\u202e]", "this sign is not seen and turns the letters round; type them anew"),
    anywhere(
        r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<![A-Za-z\[]\w*|<\?\w*",
        "HTML is not read, readers would see the tag; write it in Markdown, or the words alone",
    ),
    anywhere(
        r"\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|<%[^\n]{0,200}?%>|\{\{|\{%|<%|%\}|\}\}|\{!!"
        r"|[$#]\{[^{}\n]*\}",
        "a shortcode or placeholder is not filled in, readers would see it; write what it stands "
        "for, or delete it",
    ),
    anywhere(
        r"!\[\[[^\[\]\n]*\]\]",
        "an embedded note is not shown; put its text here, or a link: [words](https://…)",
    ),
    anywhere(
        r"(?<!!)\[\[[^\[\]\n]+\]\]",
        "a link in [[…]] is not read; write [words](/events/its-slug/) or [words](https://…)",
    ),
    in_texts(r"^\.\. [\w-]+::", "directives like “.. note::” are not read; write a paragraph"),
    in_texts(
        r"^<{7} \S+", "two versions of a text stand here, one above the other; keep one of them"
    ),
    anywhere(
        r"https?://[^\s/@]*:[^\s/@]*@[^\s/]*",
        "a password stands in this web address, readers would see it; take it out",
    ),
    in_texts(r"^:::", "blocks in “:::” are not read; delete these lines, the text within can stay"),
    in_texts(
        r"^(?:!!!|\?\?\?\+?) \w+", "notes with “!!!” are not read; write a paragraph or a quote"
    ),
    in_texts(r"^\[![A-Za-z-]+\][+-]?", "“[!note]” is not read; delete it, the quote can stay"),
    anywhere(
        r"\[\^[^\]\n]+\]|\^\[|\[fn:[^\]\n]*\]",
        "footnotes are not read; put the note into the text, in brackets, or at its end",
    ),
    in_texts(r"==[^=\s](?:[^=\n]*[^=\s])?==", "“==…==” is not read; write **…** to stress words"),
    in_texts(r"^\[[ xX/-]\] ", "boxes to tick are not read; delete “[ ]”, the list can stay"),
    in_texts(
        r"\$\$|\$(?=\S)[^$\n]{0,200}[\\^_{}][^$\n]{0,200}\$"
        r"|\$[A-Za-z]\$|\\(?:begin|end|frac|cite\w*|footnote|newpage|label|ref"
        r"|pagebreak|text\w+|emph|includegraphics|noindent|section)\b",
        "formulas and LaTeX are not read; write them in words, or with signs like x²",
    ),
    in_texts(r"^: +\S.*", "lists of definitions are not read; write “**word**: what it means”"),
    in_texts(
        r"\{[:#.][\w .#=:\"'-]*\}", "“{: … }” and “{#…}” are not read; delete them from the text"
    ),
    in_texts(
        r"^\[\[?_?(?:TOC|toc)_?\]?\]$|^(?:NO|FORCE)?TOC$",
        "there are no tables of contents; delete the line",
    ),
    anywhere(
        r"(?<!\[)\[/[a-z][\w-]*\]|(?<!\[)\[[a-z][\w-]* [\w-]+=[^\]\n]*\]"
        r"|(?<!\[)\[(?:gallery|caption|embed|audio|video|playlist|more)\b[^\]\n]*\](?!\()"
        r"|(?<!\[)\[[a-z]+(?:_[a-z]+)+\](?!\()",
        "shortcodes like [gallery] are not read, readers would see them; write what they stand for",
    ),
    in_texts(
        r"(?:\[[^\[\]\n]*)?\]\[[^\]\n]*\]",
        "what this link leads to is said nowhere; write [words](https://…)",
    ),
    anywhere(
        r"(?:\[[^\[\]\n]*)?(?:\]\(\S*|\] \(https?://\S*)|\[https?://[^\s\]]+ [^\]\n]+\]"
        r"|<https?://[^\s|>]+\|[^>\n]+>|\":https?://\S+",
        "this is no whole link; write [words](https://…), without blanks, with both brackets, and "
        "with https://, http://, mailto: or tel: before it",
    ),
    in_texts(
        r"^\*\[[^\]\n]+\]:", "abbreviations are not read; write out what the letters stand for"
    ),
    in_texts(r"\[-?@[\w:-]+", "references like [@smith] are not read; write out who said it"),
    in_texts(r" \^[\w-]+$", "a block's name like “^a1b2” is not read; delete it"),
    in_texts(r"\w\^[^\s^]+\^|\w~[^\s~]+~", "“^…^” and “~…~” are not read; use signs like ² and ₂"),
    in_texts(
        r"(?<![\w~])~\w[^~\n]*\w~(?![\w~])",
        "one “~” strikes nothing out, readers would see it; write ~~…~~",
        weight=Weight.WARNS,
    ),
    in_texts(
        r"^\w[\w -]*:: ", "“field:: value” is not read; put it into the front matter, or delete"
    ),
    in_texts(
        r"^\|.*\|\s*$",
        "this is no whole table; its second line must be “| --- | --- |”, with as many columns",
    ),
    in_texts(r"^#{2,6}[^\s#]\S*", "a heading needs a blank behind “##”"),
    in_texts(
        r"^#[\w+]\S*",
        "readers see “#” and the word as typed; a heading needs a blank behind “#”, and there are "
        "no tags here",
        weight=Weight.WARNS,
    ),
    in_texts(
        r"(?<![\w:]):(?:[a-z][a-z_+-]{2,}|[+-]1):(?![\w:/])",
        "a smiley's name is not read; type the smiley itself",
        weight=Weight.WARNS,
    ),
    anywhere(
        r"Ã[\u0080-\u00bf\u0152-\u0178]|â€[™œ\u009d“”–¦\u009c\u0099]|\ufffd",
        "letters look broken, as after saving with a wrong encoding; type them anew",
    ),
    anywhere(
        r"&(?:[A-Za-z]{2,31}|#x?\w{1,7});",
        "this name of a sign is shown as it is typed; type the sign itself",
        weight=Weight.WARNS,
    ),
)
