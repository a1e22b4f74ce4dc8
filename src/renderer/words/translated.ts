/** The shape of one language held against another: same keys, any text. A missing key breaks the build. */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};

type Category = "zero" | "one" | "two" | "few" | "many" | "other";
type Base<K extends string> = K extends `${infer B}_ordinal_${Category}`
  ? B
  : K extends `${infer B}_${Category}`
    ? B
    : K;

/** Every key as `words()` takes it: dotted, without the plural ending. */
export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Base<K> : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];
