// A dashboard of Grafana whose panels are held to the options of their kind, which Grafana's own
// type of a panel leaves open.
import type { Dashboard, DataSourceRef, RowPanel, Panel } from "@grafana/schema";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type {
  FieldConfig as CourseField,
  Options as CourseOptions,
} from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

// As JSON writes it: the words of an enumeration are strings there.
type Written<T> = 0 extends 1 & T
  ? T
  : T extends string
    ? `${T}`
    : T extends (infer Item)[]
      ? Written<Item>[]
      : T extends object
        ? { [Key in keyof T]: Written<T[Key]> }
        : T;

type Target = {
  refId: string;
  datasource: DataSourceRef;
  expr: string;
  legendFormat: string;
  range: boolean;
  instant: boolean;
};

type Defaults = NonNullable<NonNullable<Panel["fieldConfig"]>["defaults"]>;

type Of<Type extends string, Options, Custom> = Omit<
  Panel,
  "type" | "options" | "fieldConfig" | "targets"
> & {
  type: Type;
  targets: Target[];
  options: Options;
  fieldConfig: { defaults: Omit<Defaults, "custom"> & Custom; overrides: [] };
};

type SaringPanel =
  | RowPanel
  | Of<"stat", StatOptions, {}>
  | Of<"timeseries", CourseOptions, { custom: CourseField }>;

export type Saring = Written<Omit<Dashboard, "panels"> & { panels: SaringPanel[] }>;
