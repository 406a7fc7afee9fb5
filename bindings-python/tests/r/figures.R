# The figures of sampling by R's own distributions: Rscript figures.R DIRECTORY writes one CSV for each kind.
# They are committed beside this script; the tests compare with them, and run it again where R is installed.

into <- commandArgs(trailingOnly = TRUE)[1]
save <- function(name, table) {
  shown <- data.frame(lapply(table, function(column) {
    if (is.numeric(column)) ifelse(is.na(column), "", sprintf("%.17g", column)) else column
  }))
  write.table(shown, file.path(into, name), sep = ",", row.names = FALSE, quote = FALSE)
}

# How likely a lot passes, far into both tails.
some <- function(most, wanted) unique(pmin(most, pmax(0, round(wanted))))
rows <- list()
for (lot in c(1, 2, 3, 4, 5, 10, 33, 100, 166, 500, 1000, 5000, 100000, 1000000)) {
  for (bad in some(lot, lot * c(0, 0.0001, 0.01, 0.03, 0.2, 0.5, 0.9, 1) + c(0, 0, 0, 1, 0, 0, 0, 0))) {
    for (sample in some(lot, c(1, 13, 80, 0.2 * lot, 0.9 * lot))) {
      mean <- sample * bad / lot
      for (accept in some(sample, c(0, 1, 3, floor(0.03 * sample), mean, mean - 8 * sqrt(mean), mean + 8 * sqrt(mean)))) {
        rows[[length(rows) + 1]] <- c(lot, bad, sample, accept, phyper(accept, bad, lot - bad, sample))
      }
    }
  }
}
hyper <- as.data.frame(do.call(rbind, rows))
names(hyper) <- c("lot", "bad", "sample", "accept", "probability")
save("hypergeometric.csv", hyper)

# Lots out of a stream.
binom <- expand.grid(sample = c(1, 5, 34, 125, 1250), accept = c(0, 1, 3, 30), rate = c(0, 1e-6, 0.001, 0.03, 0.2, 0.7, 1))
binom <- binom[binom$accept <= binom$sample, ]
binom$probability <- pbinom(binom$accept, binom$sample, binom$rate)
save("binomial.csv", binom)

# Rejected lots inspected whole, bad units replaced: what goes out of lots with exactly so many bad units, term by term.
out <- expand.grid(lot = c(10, 100, 500, 2000), share = c(0.05, 0.2, 1), accept = c(0, 1, 5), rate = c(0, 0.01, 0.03, 0.1, 0.5))
out$sample <- ceiling(out$lot * out$share)
out$bad <- round(out$lot * out$rate)
out <- out[out$accept <= out$sample, ]
out$outgoing <- mapply(function(lot, bad, sample, accept) {
  found <- 0:min(accept, bad)
  sum(dhyper(found, bad, lot - bad, sample) * (bad - found)) / lot
}, out$lot, out$bad, out$sample, out$accept)
out$inspected <- out$sample + phyper(out$accept, out$bad, out$lot - out$bad, out$sample, lower.tail = FALSE) * (out$lot - out$sample)
save("rectified.csv", out[c("lot", "bad", "sample", "accept", "outgoing", "inspected")])

# The worst of it: every number of bad units tried; out of a stream by optimize().
worst <- data.frame(lot = c(100, 500, 2000, 10000, 10000), sample = c(20, 100, 125, 89, 52), accept = c(0, 3, 3, 2, 3))
worst$lots <- mapply(function(lot, sample, accept) {
  bad <- 1:lot
  max(bad * (lot - sample) / lot^2 * phyper(accept, bad - 1, lot - bad, sample))
}, worst$lot, worst$sample, worst$accept)
worst$stream <- mapply(function(lot, sample, accept) {
  outgoing <- function(rate) pbinom(accept, sample, rate) * rate * (lot - sample) / lot
  optimize(outgoing, c(0, 8 * (accept + 1) / sample), maximum = TRUE, tol = 1e-12)$objective
}, worst$lot, worst$sample, worst$accept)
save("aoql.csv", worst)

# What a sample says of its lot: every number of bad units tried.
span <- expand.grid(lot = c(1, 4, 25, 100, 500, 2000), share = c(0.05, 0.2, 0.5, 1), hit = c(0, 0.03, 0.25, 1),
                    confidence = c(0.9, 0.95, 0.99), side = c("both", "lower", "upper"), stringsAsFactors = FALSE)
span$sample <- ceiling(span$lot * span$share)
span$found <- ceiling(span$sample * span$hit)
span <- unique(span[c("lot", "sample", "found", "confidence", "side")])
ends <- mapply(function(lot, sample, found, confidence, side) {
  miss <- round(1 - confidence, 12) / (if (side == "both") 2 else 1)
  bad <- found:(lot - sample + found)
  as_many <- phyper(found - 1, bad, lot - bad, sample, lower.tail = FALSE)
  as_few <- phyper(found, bad, lot - bad, sample)
  above <- function(tail) tail > miss * (1 + 1e-10)  # as unlikely as allowed is too unlikely
  c(if (side == "upper") min(bad) else min(bad[above(as_many)]), if (side == "lower") max(bad) else max(bad[above(as_few)]))
}, span$lot, span$sample, span$found, span$confidence, span$side)
span$least <- ends[1, ]
span$most <- ends[2, ]
save("intervals.csv", span)

# Clopper and Pearson, by binom.test().
stream <- expand.grid(sample = c(1, 5, 20, 125, 1000), hit = c(0, 0.03, 0.25, 1), confidence = c(0.9, 0.95, 0.99),
                      side = c("both", "lower", "upper"), stringsAsFactors = FALSE)
stream$found <- ceiling(stream$sample * stream$hit)
stream <- unique(stream[c("sample", "found", "confidence", "side")])
ends <- mapply(function(sample, found, confidence, side) {
  other <- c(both = "two.sided", lower = "greater", upper = "less")[[side]]
  binom.test(found, sample, alternative = other, conf.level = confidence)$conf.int
}, stream$sample, stream$found, stream$confidence, stream$side)
stream$low <- ends[1, ]
stream$high <- ends[2, ]
save("clopper-pearson.csv", stream)

# The smallest plan that keeps two promises: every sample tried in turn.
points <- data.frame(
  good = c(0.01, 0.05, 0.02, 0.01, 0.0065, 0.01, 0.02, 0.01, 0.03, 0.01, 0.01, 0.025),
  bad = c(0.05, 0.15, 0.08, 0.06, 0.025, 0.05, 0.08, 0.06, 0.10, 0.10, 0.05, 0.07),
  alpha = c(0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.10, 0.05, 0.05, 0.05),
  beta = c(0.10, 0.075, 0.10, 0.10, 0.10, 0.10, 0.10, 0.10, 0.05, 0.10, 0.10, 0.10),
  lot = c(NA, NA, NA, NA, NA, 500, 1000, 200, 5000, 100, 166, 333))
found <- mapply(function(good, bad, alpha, beta, lot) {
  few <- floor(good * lot + 1e-9)
  many <- ceiling(bad * lot - 1e-9)
  for (n in 1:5000) {
    c <- if (is.na(lot)) qbinom(1 - alpha, n, good) else qhyper(1 - alpha, few, lot - few, n)
    passes <- if (is.na(lot)) pbinom(c, n, bad) else phyper(c, many, lot - many, n)
    if (passes <= beta) return(c(n, c))
  }
}, points$good, points$bad, points$alpha, points$beta, points$lot)
points$sample <- found[1, ]
points$accept <- found[2, ]
save("plans.csv", points)
