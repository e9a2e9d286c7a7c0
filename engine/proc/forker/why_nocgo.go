//go:build !windows && ((!cgo && !(lean && linux && amd64)) || (!linux && !darwin))

package forker

// WhyNot says why there is no fork here; "" where there is.
const WhyNot = "this program was built without C, which fork needs: there is only spawn"
