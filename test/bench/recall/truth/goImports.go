// What Go files take from their own module, by Go's own parser: the files of imported packages that define what they use, and
// those of their own package, which Go takes in without an import.
//
// Reads {"folder", "files", "implementations"} and writes, for each implementation, {"truth", "description"}.
package main

import (
	"encoding/json"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

type question struct {
	Folder          string   `json:"folder"`
	Files           []string `json:"files"`
	Implementations []string `json:"implementations"`
}

type trueFile struct {
	Path  string   `json:"path"`
	Names []string `json:"names"`
}

type answer struct {
	Truth       []trueFile `json:"truth"`
	Description string     `json:"description"`
}

// defined maps the package-level names of a folder's files, tests left out, to the file that declares them.
func defined(files map[string]*ast.File, folder string) map[string]string {
	names := map[string]string{}
	paths := []string{}
	for file := range files {
		if path.Dir(file) == folder && !strings.HasSuffix(file, "_test.go") {
			paths = append(paths, file)
		}
	}
	sort.Strings(paths)
	for _, file := range paths {
		for _, decl := range files[file].Decls {
			for _, name := range declared(decl) {
				if _, known := names[name]; !known {
					names[name] = file
				}
			}
		}
	}
	return names
}

func declared(decl ast.Decl) []string {
	names := []string{}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			names = append(names, decl.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

func truthOf(implementation string, module string, files map[string]*ast.File) []trueFile {
	file := files[implementation]
	taken := map[string]map[string]bool{}
	take := func(from map[string]string, name string) {
		if target, known := from[name]; known && target != implementation {
			if taken[target] == nil {
				taken[target] = map[string]bool{}
			}
			taken[target][name] = true
		}
	}
	own := defined(files, path.Dir(implementation))
	for _, name := range file.Unresolved {
		take(own, name.Name)
	}
	imported := map[string]map[string]string{}
	for _, spec := range file.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		if target != module && !strings.HasPrefix(target, module+"/") {
			continue
		}
		folder := strings.TrimPrefix(strings.TrimPrefix(target, module), "/")
		if folder == "" {
			folder = "."
		}
		name := packageName(files, folder)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imported[name] = defined(files, folder)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if name, ok := selector.X.(*ast.Ident); ok && name.Obj == nil {
				take(imported[name.Name], selector.Sel.Name)
			}
		}
		return true
	})
	truth := []trueFile{}
	for target, names := range taken {
		sorted := []string{}
		for name := range names {
			sorted = append(sorted, name)
		}
		sort.Strings(sorted)
		truth = append(truth, trueFile{target, sorted})
	}
	sort.Slice(truth, func(i, j int) bool { return truth[i].Path < truth[j].Path })
	return truth
}

func packageName(files map[string]*ast.File, folder string) string {
	for file, tree := range files {
		if path.Dir(file) == folder && !strings.HasSuffix(file, "_test.go") {
			return tree.Name.Name
		}
	}
	return ""
}

var legal = regexp.MustCompile(`(?i)copyright|licen[sc]e`)

func descriptionOf(file *ast.File) string {
	parts := []string{}
	if len(file.Comments) > 0 && file.Comments[0].Pos() < file.Package {
		for _, group := range file.Comments {
			if group.Pos() < file.Package && !legal.MatchString(group.Text()) {
				parts = append(parts, strings.TrimSpace(group.Text()))
			}
		}
	}
	for _, decl := range file.Decls {
		for _, name := range declared(decl) {
			if !ast.IsExported(name) {
				continue
			}
			var comment *ast.CommentGroup
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				comment = decl.Doc
			case *ast.GenDecl:
				comment = decl.Doc
			}
			if text := new(doc.Package).Synopsis(comment.Text()); text != "" {
				parts = append(parts, name+": "+text)
			} else {
				parts = append(parts, name)
			}
		}
	}
	return strings.Join(parts, "\n")
}

func main() {
	var asked question
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	manifest, err := os.ReadFile(path.Join(asked.Folder, "go.mod"))
	must(err)
	module := regexp.MustCompile(`(?m)^module\s+(\S+)`).FindSubmatch(manifest)[1]
	files := map[string]*ast.File{}
	set := token.NewFileSet()
	for _, file := range asked.Files {
		tree, err := parser.ParseFile(set, path.Join(asked.Folder, file), nil, parser.ParseComments)
		if err == nil {
			files[file] = tree
		}
	}
	answers := []answer{}
	for _, implementation := range asked.Implementations {
		answers = append(answers, answer{truthOf(implementation, string(module), files), descriptionOf(files[implementation])})
	}
	must(json.NewEncoder(os.Stdout).Encode(answers))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
