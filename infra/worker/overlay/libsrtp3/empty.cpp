// The worker links the shared library that meson.build names; meson also wants a static archive, so this one is empty.
namespace { [[maybe_unused]] const int Empty = 0; }
