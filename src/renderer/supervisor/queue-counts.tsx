import type { Ratio } from "../../domain/service-level.ts";
import type { EntryCounters } from "../../domain/measures/entry-counters.ts";
import { classNames } from "../parts/class-names.ts";
import { useFormat } from "../parts/use-format.ts";
import { useWords } from "../words/words.ts";
import { type QueueLine, averageAnswerMs, shareOf } from "./board.ts";
import styles from "./live-page.module.css";

const cx = classNames(styles);

/** The counts behind a queue's shares, so that nobody has to take a percentage on trust. */
export function QueueCounts({ line }: { readonly line: QueueLine }) {
  const { say } = useWords();
  const { duration, percent } = useFormat();
  const { thresholdSec, targetPct } = line.queue.serviceLevel;
  const words = useWordsOf();
  const short = words(line.last30Min, line.level30Min);
  const day = words(line.today, line.levelToday);
  return (
    <table className={cx("counts")}>
      <caption className={cx("promise")}>
        {say("live.panel.promise", {
          target: percent(targetPct / 100),
          time: duration(thresholdSec * 1_000),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say("live.panel.counts")}</th>
          <th scope="col">{say("live.panel.last30")}</th>
          <th scope="col">{say("live.panel.today")}</th>
        </tr>
      </thead>
      <tbody>
        {short.map(({ name, value }, at) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>{day[at]?.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useWordsOf() {
  const { say } = useWords();
  const { duration, percent } = useFormat();
  const kept = (inTime: number, late: number) =>
    inTime + late === 0 ? "–" : say("live.panel.ofPromised", { inTime, promised: inTime + late });
  return (counters: EntryCounters, level: Ratio | null) => {
    const share = shareOf(level);
    const asa = averageAnswerMs(counters);
    return [
      { name: say("live.panel.level"), value: share === undefined ? "–" : percent(share) },
      { name: say("live.panel.answered"), value: counters.answered },
      { name: say("live.panel.within"), value: counters.answeredWithin },
      { name: say("live.panel.asa"), value: asa === null ? "–" : duration(asa) },
      {
        name: say("live.panel.firstAnswers"),
        value: kept(counters.firstAnswersInTime, counters.firstAnswersLate),
      },
      {
        name: say("live.panel.nextAnswers"),
        value: kept(counters.nextAnswersInTime, counters.nextAnswersLate),
      },
      { name: say("live.panel.abandoned"), value: counters.abandoned },
      { name: say("live.panel.noAgent"), value: counters.noAgent },
      { name: say("live.panel.rona"), value: counters.rona },
    ];
  };
}
