import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./paths.mjs";

/** @param {object} line one per event, at once, so that a run that is stopped has still been counted */
function tell(line) {
  const file = process.env["SWITCHYARD_RESULTS"];
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** @param {readonly {message?: string}[] | undefined} errors */
const firstMessage = (errors) => errors?.[0]?.message ?? "";

/** A vitest reporter that writes every case's outcome to the file SWITCHYARD_RESULTS names. */
export default class CaseReporter {
  /** @param {import("vitest/node").TestModule} module */
  onTestModuleCollected(module) {
    const cases = [...module.children.allTests()].length;
    tell({ event: "collected", file: relative(root, module.moduleId), cases });
  }

  /** @param {import("vitest/node").TestCase} testCase */
  onTestCaseResult(testCase) {
    const result = testCase.result();
    tell({
      event: "case",
      state: result.state,
      file: relative(root, testCase.module.moduleId),
      name: testCase.fullName,
      message: firstMessage(result.errors),
    });
  }

  /**
   * A file that could not be loaded, or a hook that failed, belongs to no case. Vitest calls the
   * cases behind a failed hook skipped; nobody chose to skip them.
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly {message?: string}[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    for (const module of modules) {
      const suites = [module, ...module.children.allSuites()];
      for (const suite of suites.filter((one) => one.errors().length > 0)) {
        const file = relative(root, module.moduleId);
        const skipped = [...suite.children.allTests("skipped")];
        const hidden = skipped.filter(({ options }) => options.mode === "run").length;
        tell({ event: "outside", file, hidden, message: firstMessage(suite.errors()) });
      }
    }
    for (const error of unhandled) {
      tell({ event: "outside", file: "", message: error.message ?? "unhandled error" });
    }
  }
}
