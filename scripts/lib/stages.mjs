/**
 * The stages of `npm test` in their order. A stage has a time budget and fails when it overruns it.
 * Those with a `folder` are the vitest projects whose names begin with the key, as in vitest.config.ts.
 *
 * @typedef {object} Stage
 * @property {string} key what `npm test -- <key>` calls it
 * @property {string} name
 * @property {number} budgetSeconds
 * @property {string} [folder] where its tests are; without any it is not built yet
 * @property {boolean} [browser] its tests drive a Chromium
 * @property {boolean} [quick] part of `npm test -- quick`, the loop while one works: under three minutes in all
 */

/** @type {readonly Stage[]} */
export const stages = [
  { key: "build", name: "install and build", budgetSeconds: 120 },
  { key: "static", name: "static", budgetSeconds: 75, quick: true },
  {
    key: "unit",
    name: "unit and contracts",
    budgetSeconds: 160,
    folder: "test",
    quick: true,
  },
  { key: "simulation", name: "simulator", budgetSeconds: 65, folder: "test/simulation" },
  {
    key: "planted",
    name: "planted bugs and properties",
    budgetSeconds: 60,
    folder: "test/planted",
  },
  { key: "nodes", name: "whole nodes", budgetSeconds: 50, folder: "test/scenarios" },
  { key: "kills", name: "kills", budgetSeconds: 60, folder: "test/kills" },
  { key: "lines", name: "bad lines", budgetSeconds: 110, folder: "test/chaos", browser: true },
  { key: "disks", name: "bad disks", budgetSeconds: 55, folder: "test/chaos" },
  { key: "e2e", name: "end to end", budgetSeconds: 420, folder: "test/e2e", browser: true },
  {
    key: "away",
    name: "end to end, things going wrong",
    budgetSeconds: 260,
    folder: "test/e2e",
    browser: true,
  },
];
