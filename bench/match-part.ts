import { benchMatch } from "./match.ts";

await benchMatch(process.argv[2]);
