import { AtSign, ListChecks, Mail, MessageSquare, Phone, Smartphone } from "lucide-react";
import { useWords } from "../words/words.ts";

export type ChannelShape = "chat" | "mail" | "voice" | "text" | "social" | "task";

const icons = {
  chat: MessageSquare,
  mail: Mail,
  voice: Phone,
  text: Smartphone,
  social: AtSign,
  task: ListChecks,
};

interface ChannelGlyphProps {
  readonly channel: ChannelShape;
  /** True where the word stands beside it. */
  readonly isDecorative?: boolean;
  readonly size?: number;
}

export function ChannelGlyph({ channel, isDecorative = false, size = 14 }: ChannelGlyphProps) {
  const { say } = useWords();
  const Icon = icons[channel];
  if (isDecorative) return <Icon size={size} strokeWidth={1.75} aria-hidden />;
  return <Icon size={size} strokeWidth={1.75} role="img" aria-label={say(`channel.${channel}`)} />;
}
