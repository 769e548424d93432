// What the worker links comes from the shared library beside this; meson wants an archive all the same.
namespace { [[maybe_unused]] const int Nothing = 0; }
