package engine

// This file holds the packages that the scenarios' Python texts need beside the
// standard library, and whether a real CPython has them.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"corelanes/engine/cpython"
	"corelanes/engine/scenario"
	"corelanes/engine/usage"
)

// shelves are what the interpreters of this machine have said.
var shelves cpython.Shelves

// NoPackageError is the error of a text whose packages the interpreter does not
// have. It is a *UsageError too.
type NoPackageError struct {
	Packages    []string // as they are imported, and as pip calls them
	Interpreter string   // its path
}

// Error names the packages, and how to get them.
func (e *NoPackageError) Error() string { return e.Unwrap().Error() }

// Unwrap is the same as a wrong choice.
func (e *NoPackageError) Unwrap() error {
	return &usage.Error{What: "model", Got: CPython, Why: e.Words(), Reason: string(NoPackage)}
}

// Words says it.
func (e *NoPackageError) Words() string {
	return fmt.Sprintf("its Python text needs %s, which %s does not have; to install: %s", e.Names(), e.Interpreter, e.Install())
}

// Names are the packages' names, "aiohttp, numpy".
func (e *NoPackageError) Names() string { return strings.Join(e.Packages, ", ") }

// Install is the command that installs them.
func (e *NoPackageError) Install() string {
	path := e.Interpreter
	if strings.ContainsAny(path, " ") {
		path = `"` + path + `"`
	}
	return path + " -m pip install " + strings.Join(e.Packages, " ")
}

// AskPackages asks an interpreter, "" for the default one, for all packages that
// the scenarios need. It starts it, which takes some tens of milliseconds, unless
// it has been asked before and nothing was installed since.
func AskPackages(ctx context.Context, interpreter string) error {
	path, err := interpreterPath(interpreter)
	if err != nil {
		return err
	}
	return shelves.Ask(ctx, path, scenario.Modules())
}

// Lacking says which packages an interpreter, "" for the default one, lacks for
// the scenario's text of a model of Insides, or, when that is "", for every one of
// them; nil when it has what is needed, or was not asked by AskPackages. Nothing
// is started.
func Lacking(s *Scenario, inside, interpreter string) *NoPackageError {
	path, err := interpreterPath(interpreter)
	if err != nil {
		return nil
	}
	insides := []string{inside}
	if inside == "" {
		insides = Insides(s)
	}
	var least []string // of the text that lacks the fewest
	for _, id := range insides {
		lacks, _ := shelves.Lacks(path, s.Modules(id))
		if len(lacks) == 0 {
			return nil
		}
		if least == nil || len(lacks) < len(least) {
			least = lacks
		}
	}
	if least == nil {
		return nil
	}
	return &NoPackageError{least, path}
}

// InsideFor is the first model of Insides for whose text an interpreter, "" for
// the default one, has what is needed; the first of all when it has it for none,
// "" when there is no text.
func InsideFor(s *Scenario, interpreter string) string {
	insides := Insides(s)
	if len(insides) == 0 {
		return ""
	}
	if i := slices.IndexFunc(insides, func(id string) bool { return Lacking(s, id, interpreter) == nil }); i >= 0 {
		return insides[i]
	}
	return insides[0]
}
