"""From decisions to code: the cookiecutter context, generating a project, updating it."""
