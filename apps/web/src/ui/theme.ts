import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const dusk: MantineColorsTuple = [
  '#eef1ff', '#dde2fb', '#b9c2f3', '#93a0eb', '#7383e4', '#5f70e0', '#5466dd', '#4455c4', '#3b4bb0', '#2f3e9c',
]; // prettier-ignore
/** Mantine's own dark greys are warm; beside indigo they look brown. */
const dark: MantineColorsTuple = [
  '#e6e9f2', '#c3c9da', '#a3abc0', '#7d869e', '#4a5269', '#363d52', '#262c3d', '#1b2030', '#161a26', '#10141e',
]; // prettier-ignore
const gray: MantineColorsTuple = [
  '#f7f8fb', '#eef0f6', '#e3e6ef', '#d5d9e4', '#c2c8d6', '#a4abbd', '#7f8799', '#4a5166', '#333a4e', '#1f2538',
]; // prettier-ignore
const lamp: MantineColorsTuple = [
  '#fff7e5', '#ffedcf', '#fddaa0', '#fbc66c', '#fab541', '#f9aa26', '#f9a417', '#de8f08', '#8a5300', '#7a4900',
]; // prettier-ignore

/** Calm indigo for what one does, amber for what needs a look. Shade 8 everywhere: it passes contrast on white. */
export const theme = createTheme({
  primaryColor: 'dusk',
  primaryShade: 8,
  colors: { dusk, lamp, dark, gray },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", Consolas, monospace',
  headings: { fontWeight: '650', textWrap: 'balance' },
  components: {
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, centered: true } },
    Select: { defaultProps: { allowDeselect: false } },
  },
});

/** Mantine's own dimmed text and dark placeholders miss 4.5:1. */
export const colourVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1a1f36',
    '--mantine-color-dimmed': '#5a6178',
    '--mantine-color-placeholder': '#6a7187',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#3b4bb0',
    '--mantine-color-default-border': '#d5d9e4',
  },
  dark: {
    '--mantine-color-body': '#161a26',
    '--mantine-color-text': '#e6e9f2',
    '--mantine-color-dimmed': '#a3abc0',
    '--mantine-color-placeholder': '#98a0b6',
    '--mantine-color-error': '#ff9a90',
    '--mantine-color-anchor': '#a9b5f7',
    '--mantine-color-default': '#1e2332',
    '--mantine-color-default-hover': '#262c3d',
    '--mantine-color-default-border': '#363d52',
  },
});
