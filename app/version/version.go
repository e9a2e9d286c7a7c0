// Package version says which version of the program this is.
package version

import "runtime/debug"

// Number is the version. The linker sets it for a release:
// -X corelanes/app/version.Number=1.2.3
var Number = "0.1.0-dev"

// commit is set by the linker where the program is built without the version
// control's stamp, so that the same source makes the same bytes.
var commit string

// commitDigits is how much of a commit's name is enough to tell it.
const commitDigits = 12

// Commit is the beginning of the name of the commit that the program was built
// from, or "" where that is not known.
func Commit() string {
	if commit != "" {
		return commit[:min(len(commit), commitDigits)]
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), commitDigits)]
		}
	}
	return ""
}
