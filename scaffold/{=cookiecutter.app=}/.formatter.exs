[
  inputs: ["{mix,.formatter,.credo}.exs", "{bench,config,lib,test}/**/*.{ex,exs}"]
]
