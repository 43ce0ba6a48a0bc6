import { fourierTransform } from './fft.js';

/** @see https://learn.microsoft.com/kusto/query/series-ifft-function */
export default fourierTransform('series_ifft', 'The series of given frequencies: the inverse of series_fft.', 1);
