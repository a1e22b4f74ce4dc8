import Type from "typebox";
import type { CustomerId, InteractionId, MessageId, SourceId, ThreadId } from "../domain/id.ts";
import { MESSAGE_MAX_LENGTH, authorKinds, customerEvents } from "../domain/message.ts";
import { COMMENT_MAX_LENGTH, MOST_STARS } from "../domain/rating.ts";
import { IdText, type Infer, exact, literals, nullable, InstantNumber } from "./schema.ts";
import { EmailText, NameText, ProseText } from "./text.ts";

/** RFC 9457 with our stable code. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  /** All that is wrong with what was sent, by the place of each. */
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});
export type Problem = Infer<typeof Problem>;

export const SignInBody = exact({
  username: ProseText(100, 1),
  password: ProseText(128, 1),
  /** What the last answer told this device: nobody else's wrong passwords slow it down. */
  device: Type.Optional(IdText()),
});

export const MeReply = Type.Object({
  id: Type.String(),
  name: Type.String(),
  username: Type.String(),
  roles: Type.Array(Type.String()),
  agentId: nullable(Type.String()),
  workspaceId: Type.String(),
  workspaceName: Type.String(),
  teamIds: Type.Array(Type.String()),
  queueIds: Type.Array(Type.String()),
  demo: Type.Boolean(),
});

export const SignInReply = Type.Object({
  token: Type.String(),
  expiresAt: Type.Integer(),
  /** To be sent along at the next sign-in from here. It opens nothing. */
  device: Type.Optional(Type.String()),
  me: MeReply,
});
export type SignInReply = Infer<typeof SignInReply>;

/** A visitor's beginning: a name is asked for by the widget, an e-mail may be left out. */
export const VisitorBody = exact({
  name: NameText(200),
  email: Type.Optional(nullable(EmailText())),
});

/** A token for one thread. */
export const VisitorReply = Type.Object({
  token: Type.String(),
  threadId: IdText<ThreadId>(),
  customerId: IdText<CustomerId>(),
  sourceId: IdText<SourceId>(),
  sourceName: Type.String(),
});
export type VisitorReply = Infer<typeof VisitorReply>;

export const VisitorMessageBody = exact({
  messageId: Type.Optional(IdText<MessageId>()),
  body: ProseText(MESSAGE_MAX_LENGTH, 1),
  /** By the device, in the node's time: the same for the same message however often it is sent. */
  writtenAt: Type.Optional(InstantNumber),
});

/** The customer's page has shown the conversation up to this message. */
export const VisitorDeliveredBody = exact({ messageId: IdText<MessageId>() });

/** What a visitor sees of a message: never a note, never an internal id of a person. */
export const VisitorMessage = Type.Object({
  id: IdText<MessageId>(),
  /** An EVENT tells what became of the conversation. */
  from: literals(["CUSTOMER", "AGENT", "EVENT"]),
  /** Who speaks: the customer, a person, a program, or the node itself. */
  author: literals(authorKinds),
  name: Type.String(),
  /** Empty where it is an EVENT. */
  body: Type.String(),
  /** Of an EVENT, what happened; `name` is whom it is about. */
  event: nullable(literals(customerEvents)),
  at: Type.Integer(),
  /** Where it came late: when it was written. */
  writtenAt: Type.Optional(Type.Integer()),
});
export type VisitorMessage = Infer<typeof VisitorMessage>;

/** How the visitor's conversation stands. */
export const VisitorConversation = Type.Object({
  /** The present one, or the last; null before the first word. */
  interactionId: nullable(IdText<InteractionId>()),
  /**
   * PUT_OFF: somebody comes back to it later. NOBODY: it has ended without anybody, and what was written is kept.
   * ENDED: somebody, or the customer, has ended it.
   */
  state: literals(["NONE", "WAITING", "ANSWERED", "HELD", "PUT_OFF", "NOBODY", "ENDED"]),
  /** What those who serve the customer just now are called. */
  with: Type.Array(Type.String()),
  /** True: nothing more is taken, a new conversation has to be begun. */
  closed: Type.Boolean(),
  /** Whether the customer is asked how it was. */
  rating: literals(["NOT_ASKED", "ASKED", "GIVEN"]),
});
export type VisitorConversation = Infer<typeof VisitorConversation>;

export const VisitorMessagesReply = Type.Object({
  messages: Type.Array(VisitorMessage),
  conversation: VisitorConversation,
  now: Type.Integer(),
});
export type VisitorMessagesReply = Infer<typeof VisitorMessagesReply>;

/** How it was. */
export const VisitorRatingBody = exact({
  interactionId: IdText<InteractionId>(),
  stars: Type.Integer({ minimum: 1, maximum: MOST_STARS }),
  comment: Type.Optional(ProseText(COMMENT_MAX_LENGTH)),
});

/** Where a customer stands who waits for somebody; `waiting` is null where nobody is waited for. */
export const VisitorWait = Type.Object({
  waiting: nullable(
    Type.Object({
      /** 1 is next. */
      position: Type.Integer(),
      /** Null where the queue does not tell, or nobody is signed in. */
      estimatedWaitMs: nullable(Type.Integer()),
    }),
  ),
  /** True where the request ended with NO_AGENT_AVAILABLE: what was written is kept, and nobody looks for somebody. */
  nobodyAvailable: Type.Boolean(),
});
export type VisitorWait = Infer<typeof VisitorWait>;

/** A connector brings a customer's message in; `from.foreignId` names the customer at the connector. */
export const SourceMessageBody = exact({
  from: exact({
    foreignId: NameText(200),
    name: NameText(200),
    email: Type.Optional(nullable(EmailText())),
  }),
  body: ProseText(MESSAGE_MAX_LENGTH, 1),
});
