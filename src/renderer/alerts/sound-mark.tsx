import { VolumeX } from "lucide-react";
import { useObservable } from "../app/observable.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import { isSoundBlocked, play, soundBlocked$ } from "./sounds.ts";

/** Stands in the top bar while the browser refuses to sound; a click on it is the gesture that it asks for. */
export function SoundMark() {
  const { say } = useWords();
  const isBlocked = useObservable(soundBlocked$, isSoundBlocked());
  return (
    <span role="status" data-sound-mark>
      {isBlocked ? (
        <Button
          kind="danger"
          size="small"
          icon={<VolumeX size={14} aria-hidden />}
          onPress={() => void play("message", 0.5)}
        >
          {say("alerts.blocked")}
        </Button>
      ) : null}
    </span>
  );
}
