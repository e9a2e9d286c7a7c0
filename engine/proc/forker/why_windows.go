package forker

// WhyNot says why there is no fork here; "" where there is.
const WhyNot = "Windows starts every process afresh; there is only spawn"
