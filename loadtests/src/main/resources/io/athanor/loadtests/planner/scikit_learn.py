"""Expected improvement on a pool with scikit-learn's Gaussian process: JSON in, JSON out.

Input: {"points": [[x, ...], ...], "values": [y, ...], "starts": [row, ...], "picks": k}; more is better.
Output: {"version": v, "rows": [row, ...], "millis": [m, ...]}: what was picked and how long each pick took.
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

warnings.filterwarnings("ignore")
problem = json.load(sys.stdin)
points = np.array(problem["points"])
values = np.array(problem["values"])
known = list(problem["starts"])
kernel = ConstantKernel() * Matern(np.ones(points.shape[1]), nu=2.5) + WhiteKernel(1e-3)
rows, millis = [], []
for _ in range(problem["picks"]):
    start = time.perf_counter()
    process = GaussianProcessRegressor(kernel, normalize_y=True).fit(points[known], values[known])
    mean, deviation = process.predict(points, return_std=True)
    best = values[known].max()
    z = (mean - best) / np.maximum(deviation, 1e-12)
    improvement = deviation * (norm.pdf(z) + z * norm.cdf(z))
    improvement[known] = -1
    pick = int(np.argmax(improvement))
    millis.append((time.perf_counter() - start) * 1e3)
    rows.append(pick)
    known.append(pick)
json.dump({"version": sklearn.__version__, "rows": rows, "millis": millis}, sys.stdout)
