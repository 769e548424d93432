// Renders the chart as Helm does, as far as its templates go: without Helm, which Debian has no package of.
//
//	go run infra/chart/render.go FOLDER NAME [VALUES.yaml] > rendered.json
//
// Debian: golang-go golang-github-masterminds-sprig-dev golang-gopkg-yaml.v3-dev, GO111MODULE=off GOPATH=/usr/share/gocode
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

type object = map[string]interface{}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Numbers become float64, as in Helm: templates must say int.
func readValues(path string) object {
	text, err := os.ReadFile(path)
	must(err)
	var read interface{}
	must(yaml.Unmarshal(text, &read))
	through, err := json.Marshal(read)
	must(err)
	values := object{}
	must(json.Unmarshal(through, &values))
	return values
}

// What is given wins, key by key.
func merge(into, given object) {
	for key, value := range given {
		inner, isObject := value.(object)
		if before, was := into[key].(object); isObject && was {
			merge(before, inner)
		} else {
			into[key] = value
		}
	}
}

func functions(root *template.Template) template.FuncMap {
	known := sprig.TxtFuncMap()
	known["include"] = func(name string, data interface{}) (string, error) {
		var text bytes.Buffer
		err := root.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	known["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	known["required"] = func(says string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, errors.New(says)
		}
		return value, nil
	}
	return known
}

func objectsOf(text string) []object {
	objects := []object{}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var each object
		err := decoder.Decode(&each)
		if err == io.EOF {
			return objects
		}
		must(err)
		if each != nil {
			objects = append(objects, each)
		}
	}
}

func main() {
	folder, name := os.Args[1], os.Args[2]
	values := readValues(filepath.Join(folder, "values.yaml"))
	for _, path := range os.Args[3:] {
		merge(values, readValues(path))
	}
	root := template.New("chart").Option("missingkey=zero")
	root.Funcs(functions(root))
	paths, err := filepath.Glob(filepath.Join(folder, "templates", "*"))
	must(err)
	sort.Strings(paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(err)
		_, err = root.New(filepath.Base(path)).Parse(string(text))
		must(err)
	}
	data := object{"Values": values, "Release": object{"Name": name}}
	items := []object{}
	for _, path := range paths {
		if strings.HasSuffix(path, ".tpl") {
			continue
		}
		var text bytes.Buffer
		must(root.ExecuteTemplate(&text, filepath.Base(path), data))
		items = append(items, objectsOf(text.String())...)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	must(encoder.Encode(object{"apiVersion": "v1", "kind": "List", "items": items}))
}
