import type { ScalarFunction } from '../../plan/definitions.js';
import { elementFunctions } from './element-functions.js';
import { fitLineFunctions } from './fit-line.js';
import { pairFunctions } from './pair-functions.js';
import seriesCosineSimilarity from './series_cosine_similarity.js';
import seriesDecompose from './series_decompose.js';
import seriesDecomposeAnomalies from './series_decompose_anomalies.js';
import seriesDecomposeForecast from './series_decompose_forecast.js';
import seriesFft from './series_fft.js';
import seriesFillBackward from './series_fill_backward.js';
import seriesFillConst from './series_fill_const.js';
import seriesFillForward from './series_fill_forward.js';
import seriesFillLinear from './series_fill_linear.js';
import seriesFir from './series_fir.js';
import seriesFitPoly from './series_fit_poly.js';
import seriesIfft from './series_ifft.js';
import seriesIir from './series_iir.js';
import seriesOutliers from './series_outliers.js';
import seriesPearsonCorrelation from './series_pearson_correlation.js';
import seriesSeasonal from './series_seasonal.js';
import { statisticsFunctions } from './statistics.js';
import { totalFunctions } from './totals.js';

/** The functions on series: dynamic arrays of numbers. */
export const seriesFunctions: readonly ScalarFunction[] = [
  ...elementFunctions,
  ...fitLineFunctions,
  ...pairFunctions,
  ...statisticsFunctions,
  ...totalFunctions,
  seriesCosineSimilarity,
  seriesDecompose,
  seriesDecomposeAnomalies,
  seriesDecomposeForecast,
  seriesFft,
  seriesFillBackward,
  seriesFillConst,
  seriesFillForward,
  seriesFillLinear,
  seriesFir,
  seriesFitPoly,
  seriesIfft,
  seriesIir,
  seriesOutliers,
  seriesPearsonCorrelation,
  seriesSeasonal,
];
