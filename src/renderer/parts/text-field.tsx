import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";

const cx = classNames(styles);

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The label is still its name when a heading already shows it. */
  readonly isLabelHidden?: boolean;
  readonly note?: string;
  readonly error?: string;
  readonly placeholder?: string;
  readonly type?: "text" | "search" | "url" | "email" | "password";
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
}

export function TextField({ type = "text", ...props }: TextFieldProps) {
  return (
    <Frame {...props} type={type}>
      <Input className={cx("input")} placeholder={props.placeholder ?? ""} />
    </Frame>
  );
}

export function TextArea({ rows = 3, ...props }: TextFieldProps & { readonly rows?: number }) {
  return (
    <Frame {...props}>
      <AriaTextArea className={cx("input")} rows={rows} placeholder={props.placeholder ?? ""} />
    </Frame>
  );
}

function Frame({ children, ...props }: TextFieldProps & { readonly children: React.ReactNode }) {
  return (
    <AriaTextField
      className={cx("field")}
      value={props.value}
      onChange={props.onChange}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      isRequired={props.isRequired ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
      {...(props.type === undefined ? {} : { type: props.type })}
      {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
      {...(props.isLabelHidden === true ? { "aria-label": props.label } : {})}
    >
      {props.isLabelHidden === true ? null : <Label className={cx("label")}>{props.label}</Label>}
      {children}
      {props.note === undefined ? null : (
        <Text slot="description" className={cx("note")}>
          {props.note}
        </Text>
      )}
      <FieldError className={cx("error")}>{props.error}</FieldError>
    </AriaTextField>
  );
}
