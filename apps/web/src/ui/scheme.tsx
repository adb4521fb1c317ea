import { SegmentedControl, useMantineColorScheme, VisuallyHidden, type MantineColorScheme } from '@mantine/core';
import { MoonIcon, ScreenIcon, SunIcon } from './icons.js';

const SCHEMES = [
  { value: 'light', name: 'Light', Icon: SunIcon },
  { value: 'auto', name: 'As the system', Icon: ScreenIcon },
  { value: 'dark', name: 'Dark', Icon: MoonIcon },
] as const;

const isScheme = (value: string): value is MantineColorScheme => SCHEMES.some((scheme) => scheme.value === value);

/** Light, dark, or as the system has it. Kept in this browser. */
export const SchemeSwitch = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Colours"
      size="xs"
      value={colorScheme}
      onChange={(value) => isScheme(value) && setColorScheme(value)}
      data={SCHEMES.map(({ value, name, Icon }) => ({
        value,
        label: (
          <span className="scheme-option" title={name}>
            <Icon size={15} />
            <VisuallyHidden>{name}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
};
