import { useDirectory } from "../app/desk-context.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { Select } from "../parts/select.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import {
  type GoodFor,
  type InviteWish,
  invitedRoles,
  isUsername,
  isWithoutWork,
  toggled,
} from "./invite-wish.ts";
import styles from "./invites.module.css";
import { clip } from "../../domain/clip.ts";

const terms: readonly GoodFor[] = ["shift", "days", "week"];

interface InviteFieldsProps {
  readonly wish: InviteWish;
  readonly onChange: (wish: InviteWish) => void;
}

export function InviteFields({ wish, onChange }: InviteFieldsProps) {
  const { say } = useWords();
  const change = (part: Partial<InviteWish>) => onChange({ ...wish, ...part });
  const isWrong = wish.username !== "" && !isUsername(wish.username);
  return (
    <>
      <Select
        label={say("inviting.whom")}
        options={[
          { id: "new", label: say("inviting.newPerson") },
          { id: "known", label: say("inviting.knownPerson"), note: say("inviting.knownNote") },
        ]}
        value={wish.isNew ? "new" : "known"}
        onChange={(id) => change({ isNew: id === "new" })}
      />
      <TextField
        label={say("signIn.username")}
        value={wish.username}
        onChange={(username) => change({ username })}
        note={say("inviting.usernameNote")}
        autoComplete="off"
        autoFocus
        isRequired
        {...(isWrong ? { error: say("inviting.usernameWrong") } : {})}
      />
      {wish.isNew ? <NewPerson wish={wish} change={change} /> : null}
      <Select
        label={say("inviting.goodFor")}
        options={terms.map((term) => ({ id: term, label: say(`inviting.hours.${term}`) }))}
        value={wish.goodFor}
        onChange={(id) => {
          const goodFor = terms.find((term) => term === id);
          if (goodFor !== undefined) change({ goodFor });
        }}
      />
    </>
  );
}

interface NewPersonProps {
  readonly wish: InviteWish;
  readonly change: (part: Partial<InviteWish>) => void;
}

function NewPerson({ wish, change }: NewPersonProps) {
  const { say } = useWords();
  const queues = useDirectory("QUEUE")
    .filter(({ archived }) => !archived)
    .toSorted((left, right) => left.name.localeCompare(right.name));
  return (
    <>
      <TextField
        label={say("inviting.name")}
        value={wish.name}
        onChange={(typed) => change({ name: clip(typed, 200) })}
        note={say("inviting.nameNote")}
        autoComplete="off"
      />
      <fieldset className={styles["choices"]}>
        <legend>{say("inviting.roles")}</legend>
        {invitedRoles.map((role) => (
          <Checkbox
            key={role}
            isSelected={wish.roles.includes(role)}
            onChange={() => change({ roles: toggled(wish.roles, role) })}
          >
            {say(`inviting.role.${role}`)}
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className={styles["choices"]}>
        <legend>{say("inviting.queues")}</legend>
        {queues.map(({ id, name }) => (
          <Checkbox
            key={id}
            isSelected={wish.queueIds.includes(id)}
            onChange={() => change({ queueIds: toggled(wish.queueIds, id) })}
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      {isWithoutWork(wish) ? (
        <p className={styles["warning"]} role="status">
          {say("inviting.noQueue")}
        </p>
      ) : null}
    </>
  );
}
