"use strict";

const place = document.getElementById("docs");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function followColours() {
  // Swagger UI's own name for its dark colours; by itself it asks for them with a button at most.
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

followColours();
dark.addEventListener("change", followColours);

// The document comes from this host and is sent nowhere: `validatorUrl` would have it checked by
// the makers of Swagger UI. A key is forgotten with the page.
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  validatorUrl: null,
  persistAuthorization: false,
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
});
