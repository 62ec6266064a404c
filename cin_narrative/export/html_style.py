"""How a page of HTML looks, on a screen and on A4 paper; and what it may load: nothing.

In print there are no controls and no links back; what is folded is not printed.
"""

from __future__ import annotations

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
body { margin: 0; background: #fff; color: #0b0c0c; font: 1.125rem/1.5 Arial, Helvetica, sans-serif; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 2rem 0 1rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.25rem 0 .75rem; }
a { color: #1a4f8a; text-underline-offset: .12em; }
a:focus { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #ffdd00; color: #0b0c0c; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; }
.cover { font-size: 1rem; margin: 0 0 1rem; }
.cover div { display: flex; }
.cover dt { flex: 0 0 8rem; font-weight: bold; }
.cover dd { margin: 0; }
nav ul { columns: 2 16rem; padding-left: 1.2rem; }
li { margin-bottom: .4rem; }
sup { line-height: 0; font-size: .7em; }
sup a { text-decoration: none; padding: 0 .05em; }
sup a:hover { text-decoration: underline; }
figure { margin: 1.5rem 0; }
figcaption, caption { font-weight: bold; text-align: left; padding-bottom: .4rem; }
figcaption span { display: block; font-weight: normal; font-size: 1rem; }
svg { display: block; width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
th, td { border-bottom: 1px solid #8a8f94; padding: .4rem .5rem; text-align: right; vertical-align: top; }
td { font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; font-weight: normal; }
thead th, thead th:first-child { font-weight: bold; background: #e8edf2; }
.annex > summary h2 { display: inline; }
.note, .sources, footer { font-size: 1rem; }
.sources li, .note { overflow-wrap: anywhere; }
.slot { font-style: italic; border-left: 4px solid #8a8f94; padding-left: 1rem; }
:target { background: #fff3c4; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  .skip, nav, figure details, .back { display: none; }
  body { font: 10pt/1.4 Arial, Helvetica, sans-serif; }
  header, main, footer { max-width: none; padding: 0; }
  h1 { font-size: 18pt; margin: 0 0 6pt; }
  h2 { font-size: 13pt; margin: 14pt 0 4pt; }
  h1, h2, figcaption, caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; break-inside: avoid; }
  table, .note, .sources, footer, figcaption span { font-size: 8.5pt; }
  th, td { padding: 2pt 4pt; }
  figure svg { max-height: 95mm; }
  a { color: inherit; text-decoration: none; }
  .annex:not([open]) { display: none; }
  .annex > summary { list-style: none; break-before: page; }
  * { print-color-adjust: exact; }
}
"""
