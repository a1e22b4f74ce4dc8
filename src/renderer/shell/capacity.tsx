import { useRef } from "react";
import { useDirectory } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Pips } from "../parts/pips.tsx";
import { Popover } from "../parts/popover.tsx";
import { useWidth } from "../parts/use-width.ts";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";
import { useOwnAgent } from "./use-standing.ts";

/** What one medium with its name and pips takes of the top bar, and what the bar keeps for everything else, in px. */
const MEDIUM_WIDTH = 110;
const OTHERS_WIDTH = 700;

/** Whether so many media stand beside each other in a page of this width. */
export function fitsBeside(media: number, pageWidth: number): boolean {
  return media * MEDIUM_WIDTH <= pageWidth - OTHERS_WIDTH;
}

interface Held {
  readonly id: string;
  readonly name: string;
  readonly used: number;
  readonly total: number;
}

/** What each kind of work holds of what I can hold; folded into one sign where they do not fit. */
export function Capacity() {
  const { say } = useWords();
  const page = useRef(document.documentElement);
  const pageWidth = useWidth(page);
  const media = useHeld();
  if (media.length === 0) return null;
  if (fitsBeside(media.length, pageWidth))
    return media.map(({ id, ...one }) => <Pips key={id} {...one} />);
  const sum = {
    used: media.reduce((all, { used }) => all + used, 0),
    total: media.reduce((all, { total }) => all + total, 0),
  };
  const trigger = (
    <Button kind="quiet" size="small" label={say("capacity.open", sum)}>
      {say("capacity.all", sum)}
    </Button>
  );
  return (
    <Popover trigger={trigger} label={say("capacity.title")} side="bottom end">
      <ul className={styles["capacity"]}>
        {media.map(({ id, ...one }) => (
          <li key={id}>
            <Pips {...one} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function useHeld(): readonly Held[] {
  const agent = useOwnAgent();
  const mrds = useDirectory("MRD");
  if (agent === null) return [];
  return agent.mrds.map(({ mrdId, active, reserved, wrapUp, maxTasks: total }) => {
    const mrd = mrds.find((each) => each.id === mrdId);
    const used = active + reserved + (mrd?.wrapUpConsumesCapacity === true ? wrapUp : 0);
    return { id: mrdId, name: mrd?.name ?? mrdId, used, total };
  });
}
