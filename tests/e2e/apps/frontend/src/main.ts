import { greeting } from "./greeting";

document.body.textContent = greeting;
