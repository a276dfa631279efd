/** The style of the status page: the console's colours, light and dark as the system has it. */
export const statusPageStyle = `
:root{color-scheme:light dark;--ground:#F7F8FA;--surface:#FFFFFF;--text:#1B1F27;--quiet:#5B6472;--line:#E4E7EC;--up:#0B7A5B;--down:#C5342D;--warning:#B26A00;--unknown:#8A93A1;--down-soft:#FCEDEC;--up-soft:#E6F3EE;--warning-soft:#FCF3E3}
@media(prefers-color-scheme:dark){:root{--ground:#14161A;--surface:#1B1E24;--text:#E6E9EF;--quiet:#A3ADBB;--line:#2C313A;--up:#34C795;--down:#F0625B;--warning:#E9A23B;--unknown:#6C7684;--down-soft:#3A2224;--up-soft:#1B332C;--warning-soft:#352A19}}
*{box-sizing:border-box;margin:0}
body{background:var(--ground);color:var(--text);font:15px/1.45 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;padding:16px max(16px,env(safe-area-inset-right)) 24px max(16px,env(safe-area-inset-left))}
main{max-width:640px;margin:0 auto;display:grid;gap:16px}
h1{font-size:14px;font-weight:600;color:var(--quiet)}
h2{font-size:14px;font-weight:600;margin-bottom:8px}
.overall{display:flex;gap:10px;align-items:baseline;padding:14px 16px;border-radius:6px;font-size:18px;font-weight:600;background:var(--up-soft)}
.overall.down{background:var(--down-soft)}
.overall.warning{background:var(--warning-soft)}
.overall small{font-size:14px;font-weight:400;color:var(--text);margin-left:auto}
ul{list-style:none;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:6px}
li{padding:10px 16px;display:grid;gap:6px}
li+li{border-top:1px solid var(--line)}
.row{display:flex;gap:8px;align-items:baseline}
.name{flex:1;min-width:0;overflow-wrap:anywhere}
.state,.uptime,.since,footer{font-size:13px;color:var(--quiet)}
.state{white-space:nowrap}
.uptime{display:flex;gap:16px;flex-wrap:wrap}
.mark{width:14px;text-align:center;flex:none}
.up .mark,.overall.well .mark{color:var(--up)}
.down .mark,.down .state{color:var(--down)}
.retrying .mark,.flapping .mark,.overall.warning .mark{color:var(--warning)}
.unknown .mark,.pending .mark,.paused .mark,.maintenance .mark{color:var(--quiet)}
svg{display:block;width:100%;height:20px}
rect.up{fill:var(--up)}
rect.down{fill:var(--down)}
rect.retrying{fill:var(--warning)}
rect.unknown,rect.maintenance{fill:var(--unknown)}
footer{text-align:center}
`;
