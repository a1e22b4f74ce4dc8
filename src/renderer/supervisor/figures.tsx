import { Figure, FigureRow } from "../parts/figure.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useFormat } from "../parts/use-format.ts";
import { exactClockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { BandDial, urgencyOfBand } from "./band-dial.tsx";
import { type Board, shareOf } from "./board.ts";

interface FiguresProps {
  readonly board: Board;
  /** When the node was last heard of, while it is out of reach: never old numbers without their time. */
  readonly staleSince: number | null;
}

/** The few numbers that are read from across the room. A figure of nought is never coloured. */
export function Figures({ board, staleSince }: FiguresProps) {
  const { say, language } = useWords();
  const isStale = staleSince !== null;
  const { total, standings } = board;
  const { longestSince, worst } = total;
  return (
    <FigureRow>
      <LevelFigure board={board} />
      <Figure name={say("live.figures.waiting")} value={total.waiting} />
      <Figure
        name={say("live.figures.longest")}
        value={longestSince === null ? "–" : <Elapsed since={longestSince} isStale={isStale} />}
        urgency={worst.band === "BREACHED" ? "breached" : "calm"}
      />
      <Figure
        name={say("live.figures.atRisk")}
        value={board.atRisk}
        glyph={<BandDial sla={board.worstAtRisk} isDecorative />}
        urgency={urgencyOfBand[board.worstAtRisk.band]}
      />
      <Figure
        name={say("live.figures.breached")}
        value={board.breached}
        glyph={board.breached === 0 ? null : <BandDial sla={breachedSla} isDecorative />}
        urgency={board.breached === 0 ? "calm" : "breached"}
      />
      <Figure
        name={say(board.isTeamOnly ? "live.figures.availableTeam" : "live.figures.available")}
        value={standings.AVAILABLE}
      />
      <Figure
        name={say("live.figures.busy")}
        value={standings.BUSY + standings.RINGING + standings.WRAP_UP}
      />
      <Figure name={say("live.figures.notReady")} value={standings.NOT_READY} />
      <Figure
        name={say("live.figures.missed")}
        value={standings.MISSED}
        glyph={standings.MISSED === 0 ? null : <StateGlyph state="missed" label={null} />}
      />
      {staleSince === null ? null : (
        <Figure
          name={say("live.asOf")}
          value={exactClockTime(staleSince, { language })}
          urgency="soon"
        />
      )}
    </FigureRow>
  );
}

const breachedSla = { band: "BREACHED", used: 1 } as const;

function LevelFigure({ board }: { readonly board: Board }) {
  const { say } = useWords();
  const { percent } = useFormat();
  const share = shareOf(board.total.levelToday);
  return <Figure name={levelName()} value={share === undefined ? "–" : percent(share)} />;

  function levelName(): string {
    if (board.goal === null) return say("live.figures.level");
    const { from, to } = board.goal;
    if (from === to) return say("live.figures.levelGoal", { goal: percent(from) });
    return say("live.figures.levelGoals", { from: percent(from), to: percent(to) });
  }
}
