import { type FormEvent, useState } from "react";
import { usePage } from "../app/page-context.ts";
import { isShownCode, refusalWords } from "../app/refusal-words.ts";
import { InviteForm } from "../invites/invite-form.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import { JoinNode } from "./join-node.tsx";
import { SetUpForm } from "./set-up.tsx";
import styles from "./sign-in.module.css";
import { useNodeFacts } from "./use-node-facts.ts";

interface SignInPageProps {
  readonly code: string | null;
  readonly isOpening: boolean;
}

export function SignInPage({ code, isOpening }: SignInPageProps) {
  const { say } = useWords();
  const page = usePage();
  const [isChoosing, setChoosing] = useState(page.nodes?.isChoosing === true);
  const nodeUrl = isChoosing ? null : page.nodeUrl;
  return (
    <main className={styles["page"]}>
      <div className={styles["sheet"]}>
        {nodeUrl === null ? (
          <>
            <Head title={say("signIn.title")} code={code}>
              {say(page.nodeUrl === null ? "signIn.noNode" : "signIn.whichNode")}
            </Head>
            {page.nodes === null ? null : <JoinNode nodes={page.nodes} />}
          </>
        ) : (
          <Entrance nodeUrl={nodeUrl} {...{ code, isOpening }} />
        )}
        {nodeUrl === null || page.nodes === null ? null : (
          <p className={styles["foot"]}>
            <Button kind="quiet" size="small" onPress={() => setChoosing(true)}>
              {say("signIn.otherNode")}
            </Button>
          </p>
        )}
      </div>
    </main>
  );
}

interface HeadProps {
  readonly title: string;
  readonly code: string | null;
  readonly children: string;
}

/** What is to be done here, and what stood in its way last. */
function Head({ title, code, children }: HeadProps) {
  const { say } = useWords();
  return (
    <>
      <header className={styles["head"]}>
        <Mark />
        <h1>{title}</h1>
        <p className={styles["quiet"]}>{children}</p>
      </header>
      {code === null ? null : (
        <Banner tone="problem">{refusalWords(say, isShownCode(code) ? code : "UNEXPECTED")}</Banner>
      )}
    </>
  );
}

const ways = ["SIGN_IN", "INVITE", "SET_UP"] as const;
type Way = (typeof ways)[number];
const wayWords = {
  SIGN_IN: "setUp.haveAccount",
  INVITE: "invite.have",
  SET_UP: "setUp.haveCode",
} as const;

/** With an account, by an invite, or with the one-use code of a node where nobody has one yet. */
function Entrance({ nodeUrl, code, isOpening }: SignInPageProps & { readonly nodeUrl: string }) {
  const { say } = useWords();
  const page = usePage();
  const facts = useNodeFacts(nodeUrl);
  const [filled, setFilled] = useState({ username: "", password: "" });
  const inviteCode = page.nodes?.inviteCode ?? "";
  const [chosen, setChosen] = useState<Way | null>(inviteCode === "" ? null : "INVITE");
  const way = chosen ?? (facts.needsSetUp ? "SET_UP" : "SIGN_IN");
  return (
    <>
      <Head title={say(way === "SET_UP" ? "setUp.title" : "signIn.title")} code={code}>
        {say("signIn.at", { node: hostOf(nodeUrl) })}
      </Head>
      {facts.isThere ? null : <Banner tone="warning">{say("signIn.away")}</Banner>}
      {way === "SET_UP" ? <SetUpForm isOpening={isOpening} /> : null}
      {way === "INVITE" ? <InviteForm {...{ nodeUrl, isOpening }} firstCode={inviteCode} /> : null}
      {way === "SIGN_IN" ? <SignInForm {...{ filled, setFilled, isOpening }} /> : null}
      {facts.demo === null || way !== "SIGN_IN" ? null : (
        <DemoAccounts logins={facts.demo} onFill={setFilled} />
      )}
      <p className={styles["foot"]}>
        {ways
          .filter((other) => other !== way && (other !== "SET_UP" || facts.needsSetUp))
          .map((other) => (
            <Button key={other} kind="quiet" size="small" onPress={() => setChosen(other)}>
              {say(wayWords[other])}
            </Button>
          ))}
      </p>
    </>
  );
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}

interface FormProps {
  readonly filled: { readonly username: string; readonly password: string };
  readonly setFilled: (filled: { username: string; password: string }) => void;
  readonly isOpening: boolean;
}

function SignInForm({ filled, setFilled, isOpening }: FormProps) {
  const { say } = useWords();
  const { session, isDesktop } = usePage();
  const [stay, setStay] = useState(isDesktop);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (filled.username.trim() !== "" && filled.password !== "")
      void session.signIn({ ...filled, username: filled.username.trim(), stay });
  };
  return (
    <form className={styles["form"]} onSubmit={enter} noValidate>
      <TextField
        label={say("signIn.username")}
        value={filled.username}
        onChange={(username) => setFilled({ ...filled, username })}
        autoComplete="username"
        autoFocus
        isRequired
      />
      <TextField
        label={say("signIn.password")}
        type="password"
        value={filled.password}
        onChange={(password) => setFilled({ ...filled, password })}
        autoComplete="current-password"
        isRequired
      />
      {isDesktop ? null : (
        <Checkbox isSelected={stay} onChange={setStay}>
          {say("signIn.stay")}
        </Checkbox>
      )}
      <Button kind="primary" type="submit" isPending={isOpening}>
        {say("signIn.enter")}
      </Button>
    </form>
  );
}

/** The product's mark: a dial with a burning edge. */
function Mark() {
  return (
    <svg width="36" height="36" viewBox="0 0 32 32" aria-hidden>
      <circle cx="16" cy="16" r="13" fill="none" stroke="currentColor" strokeWidth="2.4" />
      <path d="M16 16V3A13 13 0 0 1 29 16Z" fill="var(--accent)" />
    </svg>
  );
}
