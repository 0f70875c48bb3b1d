"""The looks of the page: one style sheet inside the page, light and dark, narrow and wide."""

CSS = """
:root { color-scheme: light dark; --back: #f5f6f8; --card: #fff; --ink: #1c2733; --soft: #5b6875; --line: #dde2e8;
  --link: #0b5cad; --chip: #e8eef6; --code: #f2f4f7; --todo: #dfe4ea; --todo-ink: #35414e; --doing: #fff0c2;
  --doing-ink: #6b4a00; --done: #d6f3df; --done-ink: #14592e; --error: #b02a2a; }
@media (prefers-color-scheme: dark) { :root { --back: #14181d; --card: #1d232a; --ink: #e6eaef; --soft: #9ba8b5;
  --line: #323b45; --link: #7ab8ff; --chip: #283443; --code: #161b21; --todo: #38424d; --todo-ink: #dbe2e9;
  --doing: #54430f; --doing-ink: #ffe39a; --done: #1b4a2d; --done-ink: #b7f0ca; --error: #ff9a90; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, "Liberation Sans", sans-serif; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header p, main, footer { max-width: 62rem; margin: 0 auto; padding: .9rem 1.25rem; }
header a { font-weight: 600; color: inherit; text-decoration: none; }
header span, footer, .soft { color: var(--soft); font-size: .9rem; }
main { padding-top: 1.5rem; padding-bottom: 2.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.25rem; overflow-wrap: anywhere; }
.card + .card { margin-top: .8rem; }
.list { padding: 0; overflow: hidden; }
.list table { width: 100%; border-collapse: collapse; }
.list th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--soft); }
.list th, .list td { padding: .7rem 1rem; border-top: 1px solid var(--line); vertical-align: top; }
.list tr:first-child th { border-top: 0; }
.list td:nth-child(2) { width: 55%; }
.list time, .key { white-space: nowrap; }
.chip, .status { display: inline-block; border-radius: 1rem; padding: .05rem .6rem; font-size: .82rem; background: var(--chip); }
.status { font-weight: 600; white-space: nowrap; background: var(--todo); color: var(--todo-ink); }
.status.indeterminate { background: var(--doing); color: var(--doing-ink); }
.status.done { background: var(--done); color: var(--done-ink); }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin: 0; }
.facts div { min-width: 5rem; }
.facts dt { font-size: .8rem; color: var(--soft); }
.facts dd { margin: 0; }
.text > :first-child { margin-top: 0; }
.text > :last-child { margin-bottom: 0; }
.text h3, .text h4, .text h5, .text h6 { margin: 1.1em 0 .4em; line-height: 1.3; }
.text h3 { font-size: 1.5rem; }
.text h4 { font-size: 1.25rem; }
.text h5 { font-size: 1.1rem; }
.text h6 { font-size: 1rem; }
.text blockquote { margin: .8em 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); }
.text aside, .box { margin: .8em 0; border: 1px solid var(--line); border-radius: .4rem; }
.text aside { padding: .6rem 1rem; }
.text .title { margin: 0; padding: .4rem .9rem; border-bottom: 1px solid var(--line); }
aside .title { margin: -.6rem -1rem .6rem; }
.text .box pre { margin: 0; border-radius: 0 0 .4rem .4rem; }
.text table { border-collapse: collapse; display: block; overflow-x: auto; }
.text th, .text td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td > ul, td > ol, td > p, li > p { margin-top: 0; margin-bottom: 0; }
.text ul, .text ol { padding-left: 1.8rem; }
.text th { background: var(--code); }
pre { background: var(--code); border-radius: .4rem; padding: .7rem .9rem; overflow: auto; max-height: 30em; white-space: pre;
  overflow-wrap: normal; }
code { font: .9em/1.5 ui-monospace, "Liberation Mono", monospace; }
:not(pre) > code { background: var(--code); border-radius: .25rem; padding: .05rem .3rem; }
img { max-width: 100%; border-radius: .3rem; object-fit: contain; }
img:not([height]) { height: auto; }
img.thumbnail { max-width: 200px; max-height: 200px; border: 1px solid var(--line); }
.mention { color: var(--link); }
.missing { color: var(--error); border: 1px solid; border-radius: .25rem; padding: 0 .3rem; }
.missing::before { content: "no such file: "; }
hr { border: 0; border-top: 1px solid var(--line); }
.files { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .8rem; }
.files li { display: flex; flex-direction: column; gap: .3rem; }
.files img { align-self: flex-start; height: 7rem; min-width: 7rem; width: auto; object-fit: scale-down; border: 1px solid var(--line); background: var(--code); }
.by { margin: 0 0 .6rem; font-size: .9rem; color: var(--soft); }
.by strong { color: var(--ink); }
details { margin-top: 1.8rem; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  .list tr:first-child { display: none; }
  .list tr { display: block; padding: .8rem 1rem; border-top: 1px solid var(--line); }
  .list tr:nth-child(2) { border-top: 0; }
  .list td, .list td:nth-child(2) { display: inline-block; width: auto; padding: 0 .5rem 0 0; border: 0; }
  .list td:nth-child(2) { display: block; padding: .15rem 0 .3rem; }
  main, header p, footer { padding-left: .8rem; padding-right: .8rem; }
}
"""
