/** The button and the frame on somebody else's page. Kept to what is needed there. */
export const launcherStyle = `
:host {
  --accent: #036262;
  --accent-strong: #024d4d;
  --on-accent: #ffffff;
  --line: #d9d7d2;
  --canvas: #f5f3ef;
  --focus: #3263c3;
  --alert: #890030;
  --on-alert: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: #50cec9;
    --accent-strong: #7adeda;
    --on-accent: #081319;
    --line: #2c343b;
    --canvas: #0b1116;
    --focus: #91b7fe;
    --alert: #fb7188;
    --on-alert: #22060c;
  }
}
button, iframe {
  position: fixed;
  inset-inline-end: 20px;
  z-index: 2147483000;
  box-sizing: border-box;
}
button {
  inset-block-end: 20px;
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-height: 44px;
  padding: 0 18px;
  border: 1px solid var(--accent);
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font: 500 15px/20px "IBM Plex Sans", system-ui, sans-serif;
  cursor: pointer;
}
button:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.badge {
  min-width: 20px;
  padding: 0 6px;
  box-sizing: border-box;
  border-radius: 10px;
  background: var(--alert);
  color: var(--on-alert);
  font-size: 12px;
  text-align: center;
}
[hidden] { display: none !important; }
iframe {
  visibility: hidden;
  inset-block-end: 76px;
  width: 384px;
  max-width: calc(100vw - 40px);
  height: min(var(--wanted, 600px), calc(100vh - 96px));
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--canvas);
  box-shadow: 0 12px 32px rgb(0 0 0 / 0.18);
  color-scheme: light dark;
}
:host([data-open]) iframe { visibility: visible; }
@media (max-width: 480px), (max-height: 480px) {
  iframe {
    inset: 0;
    width: 100%;
    max-width: none;
    height: 100%;
    border: 0;
    border-radius: 0;
  }
  :host([data-open]) button { visibility: hidden; }
}
@media print {
  button, iframe { display: none; }
}
`;
