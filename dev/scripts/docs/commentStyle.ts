/** The look of the picture of a comment: near enough to a pull request's page that a reader knows it, and no copy of one. */
export const COMMENT_STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1f2328; font: 14px/1.5 "Liberation Sans", "Noto Sans", Helvetica, Arial, sans-serif; }
article { margin: 12px; border: 1px solid #d1d9e0; border-radius: 6px; background: #fff; }
header { padding: 8px 16px; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; background: #f6f8fa; color: #59636e; }
header b { color: #1f2328; }
div { padding: 4px 16px 8px; }
h3 { margin: 20px 0 10px; font-size: 17px; line-height: 1.25; }
h3:first-child { margin-top: 10px; font-size: 20px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0; }
p, ul { margin: 0 0 10px; }
ul { padding-left: 24px; }
li { margin: 3px 0; }
code { padding: 2px 5px; border-radius: 5px; background: #eff1f3; font: 12px "Liberation Mono", "DejaVu Sans Mono", Menlo, monospace; overflow-wrap: anywhere; }
table { width: 100%; margin: 0 0 14px; border-collapse: collapse; }
th, td { padding: 5px 11px; border: 1px solid #d1d9e0; text-align: left; vertical-align: top; }
td:last-child, td:nth-child(-n + 2) code { white-space: nowrap; }
th { background: #f6f8fa; }
`;
