"""The style of the web page: one sheet inside the file, nothing fetched from elsewhere.

Deleted text is struck, added text underlined, both on a ground of their own; the words
"[deleted: …]" and "[added: …]" are out of sight on screen, stay in a copy and for a
screen reader, and are printed on paper. Contrast is 7:1 or more in both schemes.
"""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --quiet: #4a4a4a; --rule: #767676;
  --gone: #8a0000; --gone-ground: #ffecec; --new: #00490f; --new-ground: #e6f6e8; --link: #0b3d91; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f2f2; --paper: #161616; --quiet: #c8c8c8; --rule: #8c8c8c;
    --gone: #ffc2c2; --gone-ground: #3d1212; --new: #b6f2c0; --new-ground: #0f3318; --link: #a9c7ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin: 0 0 .4rem; } h3 span { font-weight: normal; color: var(--quiet); }
a { color: var(--link); } a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
li { margin: .35rem 0; } section.change { border-left: 4px solid var(--rule); padding: .1rem 0 .1rem 1rem;
  margin: 1.5rem 0; } section.change:target { border-left-width: 8px; border-left-color: var(--link); }
del { color: var(--gone); background: var(--gone-ground); text-decoration: line-through; }
ins { color: var(--new); background: var(--new-ground); text-decoration: underline; }
.said { display: inline-block; width: 1px; height: 1px; margin-right: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: pre; vertical-align: bottom; }
fieldset { border: 1px solid var(--rule); display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
label { padding: .25rem 0; } input { accent-color: var(--link); width: 1.1rem; height: 1.1rem; }
input:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem;
  overflow-wrap: break-word; }
td, th { font-variant-numeric: tabular-nums; } th[scope=row] { font-weight: normal; }
th, td { border: 1px solid var(--rule); padding: .2rem .5rem; text-align: left; vertical-align: top; }
ol, ul { padding-left: 2rem; } @media (max-width: 30rem) { body { padding: 1rem; }
  section.change { padding-left: .6rem; } ol, ul { padding-left: 1.5rem; } li > ul { padding-left: .8rem; } }
@media print { form { display: none; } body { max-width: none; padding: 0; font-size: 10.5pt; }
  .said { display: inline; margin: 0; clip-path: none; }
  h1, h2, h3 { break-after: avoid-page; } p { orphans: 3; widows: 3; } tr { break-inside: avoid-page; }
  .wide { overflow: visible; } table { font-size: 8.5pt; } a { color: inherit; text-decoration: none; } }
"""
