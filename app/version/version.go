// Package version says which version of the program this is.
package version

// Number is the version. The linker sets it for a release:
// -X corelanes/app/version.Number=1.2.3
var Number = "0.1.0-dev"
