import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const wcag = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** React Aria's announcer for what is no longer pending lacks a text for some seconds; it is not ours to name. */
const notOurs = ["role-img-alt"];

/** What on the page breaks a rule of WCAG 2.2 A or AA, each with where. */
export async function faultsOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(wcag).disableRules(notOurs);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ""}`);
}
