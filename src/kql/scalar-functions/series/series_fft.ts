import { fourierTransform } from './fft.js';

/** @see https://learn.microsoft.com/kusto/query/series-fft-function */
export default fourierTransform('series_fft', 'The frequencies of a series: its fast Fourier transform.', -1);
