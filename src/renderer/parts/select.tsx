import { ChevronDown } from "lucide-react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import menu from "./menu.module.css";
import overlay from "./overlay.module.css";

const cx = classNames(styles);

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly isDisabled?: boolean;
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  readonly placeholder?: string;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
}

export function Select({
  label,
  options,
  value,
  onChange,
  placeholder = "",
  isLabelHidden = false,
  ...props
}: SelectProps) {
  return (
    <AriaSelect
      className={cx("field")}
      value={value ?? null}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={props.isDisabled ?? false}
      placeholder={placeholder}
      {...(isLabelHidden ? { "aria-label": label } : {})}
    >
      {isLabelHidden ? null : <Label className={cx("label")}>{label}</Label>}
      <Button className={cx("input", "select")}>
        <SelectValue className={cx("value")} />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={overlay["popover"] ?? ""} offset={4}>
        <ListBox className={cx("options")}>{options.map((option) => choice(option))}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

function choice(option: Option) {
  return (
    <ListBoxItem
      key={option.id}
      id={option.id}
      textValue={option.label}
      isDisabled={option.isDisabled ?? false}
      className={menu["item"] ?? ""}
    >
      <span className={menu["words"] ?? ""}>
        {option.label}
        {option.note === undefined ? null : (
          <span className={menu["note"] ?? ""}>{option.note}</span>
        )}
      </span>
    </ListBoxItem>
  );
}
