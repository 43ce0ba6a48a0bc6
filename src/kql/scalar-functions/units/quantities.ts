import { type Unit, unitsOf } from './unit.js';

/*
 * The sizes that the engine uses, which are those of the UnitsNet library of 2022 (4.119 to 4.148): some are rounded, as a mile of 1609.34 m
 * and an acre-foot of 1 / 0.000810714 m³, and must not be made better here.
 */

const deg = Math.PI / 180;

export const angles = new Map<string, Unit>([
  ...unitsOf({
    Degree: { size: 1, prefixes: 'Nano Micro Milli' },
    Radian: { size: [180, Math.PI], prefixes: 'Nano Micro Milli Centi Deci' },
    Arcminute: [1, 60],
    Arcsecond: [1, 3600],
    Gradian: 0.9,
    NatoMil: [9, 160],
    Revolution: 360,
  }),
  ['Tilt', { toBase: (value) => Math.asin(value) / deg, fromBase: (value) => Math.sin(value * deg) }],
]);

export const energies = unitsOf({
  Joule: { size: 1, prefixes: 'Milli Kilo Mega Giga' },
  Calorie: { size: 4.184, prefixes: 'Kilo Mega' },
  BritishThermalUnit: { size: 1055.05585262, prefixes: 'Kilo Mega Giga' },
  ElectronVolt: { size: 1.602176565e-19, prefixes: 'Kilo Mega Giga Tera' },
  FootPound: 1.355817948,
  Erg: 1e-7,
  WattHour: { size: 3600, prefixes: 'Kilo Mega Giga Tera' },
  WattDay: { size: 86_400, prefixes: 'Kilo Mega Giga Tera' },
  ThermEc: { size: 1.05505585262e8, prefixes: 'Deca' },
  ThermUs: { size: 1.054804e8, prefixes: 'Deca' },
  ThermImperial: { size: 1.05505585257348e8, prefixes: 'Deca' },
  HorsepowerHour: 2.6845195377e6,
});

export const forces = unitsOf({
  Newton: { size: 1, prefixes: 'Micro Milli Deca Kilo Mega' },
  Dyn: [1, 1e5],
  KilogramForce: 9.80665002864,
  KiloPond: 9.80665002864,
  TonneForce: 9.80665002864e3,
  Poundal: 0.1382550279897304,
  PoundForce: { size: 4.448221615260509, prefixes: 'Kilo' },
  OunceForce: 0.2780138509537812,
  ShortTonForce: 8.896443230521e3,
});

export const lengths = unitsOf({
  Meter: { size: 1, prefixes: 'Nano Micro Milli Centi Deci Deca Hecto Kilo' },
  Angstrom: 1e-10,
  AstronomicalUnit: 1.495978707e11,
  Chain: 20.1168,
  DataMile: 1828.8,
  DtpPica: [1, 236.220472441],
  DtpPoint: [2.54e-2, 72],
  Fathom: 1.8288,
  Foot: 0.3048,
  Hand: 1.016e-1,
  Inch: 2.54e-2,
  LightYear: { size: 9.46073047258e15, prefixes: 'Kilo Mega' },
  Microinch: 2.54e-8,
  Mil: 2.54e-5,
  Mile: 1609.34,
  NauticalMile: 1852,
  Parsec: { size: 3.08567758128e16, prefixes: 'Kilo Mega' },
  PrinterPica: [1, 237.106301584],
  PrinterPoint: [2.54e-2, 72.27],
  Shackle: 27.432,
  SolarRadius: 6.9551e8,
  Twip: [1, 56_692.913385826],
  UsSurveyFoot: [1200, 3937],
  Yard: 0.9144,
});

export const masses = unitsOf({
  Gram: { size: [1, 1e3], prefixes: 'Nano Micro Milli Centi Deci Deca Hecto Kilo' },
  Tonne: { size: 1e3, prefixes: 'Kilo Mega' },
  EarthMass: 5.9722e24,
  Grain: [1, 15_432.358352941432],
  LongHundredweight: [1, 0.01968413055222121],
  LongTon: 1.0160469088e3,
  Ounce: 0.028349523125,
  Pound: { size: 0.45359237, prefixes: 'Kilo Mega' },
  ShortHundredweight: [1, 0.022046226218487758],
  ShortTon: 9.0718474e2,
  Slug: [1, 6.852176556196105e-2],
  SolarMass: 1.98947e30,
  Stone: [1, 0.1574731728702698],
});

export const speeds = unitsOf({
  MeterPerSecond: { size: 1, prefixes: 'Nano Micro Milli Centi Deci Kilo' },
  MeterPerMinute: { size: [1, 60], prefixes: 'Nano Micro Milli Centi Deci Kilo' },
  MeterPerHour: { size: [1, 3600], prefixes: 'Milli Centi Kilo' },
  FootPerSecond: 0.3048,
  FootPerMinute: [0.3048, 60],
  FootPerHour: [0.3048, 3600],
  InchPerSecond: 2.54e-2,
  InchPerMinute: [2.54e-2, 60],
  InchPerHour: [2.54e-2, 3600],
  YardPerSecond: 0.9144,
  YardPerMinute: [0.9144, 60],
  YardPerHour: [0.9144, 3600],
  UsSurveyFootPerSecond: [1200, 3937],
  UsSurveyFootPerMinute: [1200, 3937 * 60],
  UsSurveyFootPerHour: [1200, 3937 * 3600],
  Knot: 0.514444,
  MilePerHour: 0.44704,
});

/** A scale on which a degree is so many kelvins and that starts at a temperature in kelvins. */
const scale = (size: number, zero: number): Unit => ({
  toBase: (value) => value * size + zero,
  fromBase: (value) => (value - zero) / size,
});

export const temperatures = new Map<string, Unit>([
  ['Kelvin', scale(1, 0)],
  ['DegreeCelsius', scale(1, 273.15)],
  ['MillidegreeCelsius', scale(1e-3, 273.15)],
  ['DegreeDelisle', scale(-2 / 3, 373.15)],
  ['DegreeFahrenheit', scale(5 / 9, (459.67 * 5) / 9)],
  ['DegreeNewton', scale(100 / 33, 273.15)],
  ['DegreeRankine', scale(5 / 9, 0)],
  ['DegreeReaumur', scale(5 / 4, 273.15)],
  ['DegreeRoemer', scale(40 / 21, 273.15 - (7.5 * 40) / 21)],
  ['SolarTemperature', scale(5778, 0)],
]);

export const volumes = unitsOf({
  CubicMeter: { size: 1, prefixes: 'Hecto Kilo' },
  Liter: { size: [1, 1e3], prefixes: 'Micro Milli Centi Deci Deca Hecto Kilo Mega' },
  AcreFoot: [1, 0.000810714],
  AuTablespoon: 2e-5,
  BoardFoot: 2.3597372158e-3,
  CubicCentimeter: [1, 1e6],
  CubicDecimeter: [1, 1e3],
  CubicFoot: { size: 0.028316846592, prefixes: 'Hecto Kilo Mega' },
  CubicHectometer: 1e6,
  CubicInch: 1.6387e-5,
  CubicKilometer: 1e9,
  CubicMicrometer: [1, 1e18],
  CubicMile: 4.16818182544058e9,
  CubicMillimeter: [1, 1e9],
  CubicYard: 0.764554858,
  ImperialBeerBarrel: 0.16365924,
  ImperialGallon: { size: 0.004546090000001814, prefixes: 'Kilo Mega' },
  ImperialOunce: 2.84130624999629e-5,
  ImperialPint: 5.6826125e-4,
  MetricCup: 0.00025,
  MetricTeaspoon: 0.5e-5,
  OilBarrel: 0.158987294928,
  UkTablespoon: 1.5e-5,
  UsBeerBarrel: 0.1173477658,
  UsCustomaryCup: 0.0002365882365,
  UsGallon: { size: 0.00378541, prefixes: 'Deca Deci Hecto Kilo Mega' },
  UsLegalCup: 0.00024,
  UsOunce: 2.9573529562537606e-5,
  UsPint: 4.73176473e-4,
  UsQuart: 9.46352946e-4,
  UsTablespoon: 1.478676478125e-5,
  UsTeaspoon: 4.92892159375e-6,
});
