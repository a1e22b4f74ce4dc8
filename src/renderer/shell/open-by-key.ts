/**
 * Opens the menu of a button as its own key would. A click made by script counts as one by a screen reader, and then
 * the menu leaves the focus to that: the first entry would look chosen and not answer.
 */
export function openMenuByKey(buttonSelector: string): void {
  const button = document.querySelector<HTMLElement>(buttonSelector);
  if (button === null) return;
  button.focus();
  const press = { key: "ArrowDown", code: "ArrowDown", bubbles: true, cancelable: true };
  button.dispatchEvent(new KeyboardEvent("keydown", press));
  button.dispatchEvent(new KeyboardEvent("keyup", press));
}
